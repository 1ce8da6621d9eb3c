package io.github.proxysqljdbc.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a test class on one kind of server: starts the cluster when it is first needed, and closes it after the last test. */
final class ClusterInvocation
        implements ClassTemplateInvocationContext,
                BeforeClassTemplateInvocationCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterClassTemplateInvocationCallback,
                ParameterResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterInvocation.class);

    private final Class<?> type;
    private final ClusterTest wanted;
    private final ClusterOptions options;
    private @Nullable Cluster cluster;
    private @Nullable LeftOvers before;
    private int setUpFor;

    ClusterInvocation(Class<?> type, ClusterTest wanted, ClusterOptions options) {
        this.type = type;
        this.wanted = wanted;
        this.options = options;
    }

    @Override
    public String getDisplayName(int index) {
        return options.server().toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    private synchronized Cluster cluster() {
        Cluster running = cluster;
        if (running == null) {
            try {
                running = Cluster.start(options);
            } catch (UnavailableException e) {
                Skipping.skip(e.getMessage());
                throw e;
            }
            cluster = running;
        }
        return running;
    }

    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
        cluster();
        require(wanted.requires());
        setUp();
    }

    private void setUp() {
        setUpFor = cluster().dataReplaced();
        if (wanted.leaks() == ClusterTest.Leaks.CLASS) {
            before = LeftOvers.of(cluster());
        }
        call(ClusterSetUp.class);
    }

    /** Does again what the class did to data that are no longer there. */
    private void setUpAgain() {
        try {
            call(ClusterTearDown.class);
        } catch (Exception e) {
            LOG.warn("{} could not be torn down after its cluster's data were lost, and is set up again", type, e);
        }
        setUp();
    }

    private void call(Class<? extends Annotation> annotation) {
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN)) {
            Class<?>[] parameters = method.getParameterTypes();
            boolean takesCluster = parameters.length == 1 && parameters[0] == Cluster.class;
            if (!Modifier.isStatic(method.getModifiers()) || !(takesCluster || parameters.length == 0)) {
                throw new ExtensionConfigurationException(
                        method + " must be static, with no parameter or one of type Cluster, to be @"
                                + annotation.getSimpleName());
            }
            ReflectionSupport.invokeMethod(method, null, takesCluster ? new Object[] {cluster()} : new Object[0]);
        }
    }

    private void require(Feature... features) {
        for (Feature feature : features) {
            cluster().assumeSupports(feature);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        AnnotationSupport.findAnnotation(context.getElement(), RequiresFeature.class)
                .ifPresent(needed -> require(needed.value()));
        cluster().heal();
        if (cluster().dataReplaced() != setUpFor) {
            setUpAgain();
        }
        if (wanted.leaks() == ClusterTest.Leaks.TEST) {
            before = LeftOvers.of(cluster());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LeftOvers known = before;
        if (wanted.leaks() == ClusterTest.Leaks.TEST && known != null) {
            before = null;
            known.failOnMore(cluster());
        }
    }

    @Override
    public void afterClassTemplateInvocation(ExtensionContext context) {
        try (Cluster running = cluster) {
            if (running != null) {
                call(ClusterTearDown.class);
            }
            if (running != null && wanted.leaks() == ClusterTest.Leaks.CLASS && before != null) {
                before.failOnMore(running);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster();
    }
}
