package io.github.proxysqljdbc.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a {@link ClusterTest} class once for each configured kind of server. */
final class ClusterExtension implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), ClusterTest.class);
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        ClusterTest wanted =
                AnnotationSupport.findAnnotation(type, ClusterTest.class).orElseThrow();
        return ServerKind.configured().stream()
                .map(kind -> new ClusterOptions(
                        kind,
                        wanted.replicas(),
                        wanted.aurora(),
                        wanted.performanceSchema(),
                        wanted.semiSync(),
                        List.of(wanted.serverOptions())))
                .map(options -> new ClusterInvocation(type, wanted, options));
    }
}
