package io.github.proxysqljdbc.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class against a real cluster, once for each {@linkplain ServerKind#configured() configured} kind of server.
 *
 * <p>The cluster starts once for the class and is injected wherever a constructor, a test or a life-cycle method has a parameter of type
 * {@link Cluster}, except those that Jupiter runs once for all kinds, {@code @BeforeAll} and {@code @AfterAll}: use {@link ClusterSetUp} and
 * {@link ClusterTearDown} instead. Before each test it is {@linkplain Cluster#heal() healed}; what the tests wrote stays. After each test, connections and
 * threads that are left over fail it.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(ClusterExtension.class)
public @interface ClusterTest {
    /** How many replicas the writer has, 0 to 8. */
    int replicas() default 2;

    /** Whether clients see an Amazon Aurora cluster; see {@link ClusterOptions#aurora()}. */
    boolean aurora() default false;

    /** Whether the servers collect performance data. */
    boolean performanceSchema() default false;

    /** Whether a commit waits for a replica; see {@link ClusterOptions#semiSync()}. */
    boolean semiSync() default false;

    /** Further options for the servers' command lines, such as {@code --max-connections=50}. */
    String[] serverOptions() default {};

    /** When to look for connections and threads that are left over. */
    Leaks leaks() default Leaks.TEST;

    /** What the servers must be able to do; the class is skipped, with the reason, on others. */
    Feature[] requires() default {};

    /** When to look for connections and threads that are left over. */
    enum Leaks {
        /** After each test: what was not there before it must be gone. */
        TEST,
        /** After the last test of the class, for classes whose tests share a data source. */
        CLASS,
        /** Never. */
        NONE
    }
}
