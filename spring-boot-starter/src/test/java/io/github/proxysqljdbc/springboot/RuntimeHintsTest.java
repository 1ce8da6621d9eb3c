package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mysql.cj.conf.url.SingleConnectionUrl;
import com.mysql.cj.exceptions.CJCommunicationsException;
import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

class RuntimeHintsTest {
    private final RuntimeHints hints = new RuntimeHints();

    RuntimeHintsTest() {
        new ProxysqlRuntimeHints().registerHints(hints, getClass().getClassLoader());
    }

    @Test
    void everyTypeThatIsNamedExists() throws ClassNotFoundException {
        for (String part : ProxysqlRuntimeHints.PARTS) {
            assertThat(Class.forName("com.mysql.cj." + part)).isNotNull();
        }
        for (String name : ProxysqlRuntimeHints.EXCEPTIONS) {
            assertThat(Class.forName("com.mysql.cj.exceptions." + name)).isAssignableTo(RuntimeException.class);
        }
        for (String name : ProxysqlRuntimeHints.CACHES) {
            assertThat(Class.forName("com.github.benmanes.caffeine.cache." + name))
                    .isNotNull();
        }
        for (String resource : ProxysqlRuntimeHints.RESOURCES) {
            assertThat(getClass().getClassLoader().getResource(resource))
                    .as(resource)
                    .isNotNull();
        }
    }

    @Test
    void driverMayMakeItsPartsAndExceptionsByName() {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(SingleConnectionUrl.class)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(CJCommunicationsException.class)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forBundle("com.mysql.cj.LocalizedErrorMessages"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("com/mysql/cj/TlsSettings.properties"))
                .accepts(hints);
    }

    @Test
    void poolMayReadItsOwnConfiguration() {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(HikariConfig.class)
                        .withMemberCategories(
                                MemberCategory.INVOKE_PUBLIC_METHODS, MemberCategory.ACCESS_DECLARED_FIELDS))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(java.sql.Statement[].class))
                .accepts(hints);
    }

    @Test
    void cachesOfTheLibraryMayBeMade() throws ReflectiveOperationException {
        accepted(Caffeine.newBuilder()
                .maximumWeight(10)
                .weigher((key, value) -> 1)
                .evictionListener((key, value, cause) -> {})
                .executor(Runnable::run)
                .build());
        accepted(Caffeine.newBuilder()
                .maximumSize(10)
                .expireAfterWrite(Duration.ofHours(1))
                .executor(Runnable::run)
                .build());
    }

    private void accepted(Cache<Object, Object> cache) throws ReflectiveOperationException {
        cache.put("key", "value");
        Class<?> type = cache.asMap().getClass();
        Field data = Class.forName("com.github.benmanes.caffeine.cache.BoundedLocalCache")
                .getDeclaredField("data");
        data.setAccessible(true);
        Object entry = ((Map<?, ?>) data.get(cache.asMap())).values().iterator().next();
        for (Class<?> needed : new Class<?>[] {type, entry.getClass()}) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onType(TypeReference.of(needed))
                            .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                    .as("hint for %s", needed)
                    .accepts(hints);
        }
    }
}
