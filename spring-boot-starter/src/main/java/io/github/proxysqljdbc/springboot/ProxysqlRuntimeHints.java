package io.github.proxysqljdbc.springboot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What the library's own dependencies load by name, for a native image: Connector/J its parts ({@code com.mysql.cj.util.Util.getInstance}),
 * its exceptions ({@code ExceptionFactory}) and its texts, HikariCP the properties of its configuration ({@code PropertyElf}), Caffeine the
 * classes of the caches that the library builds ({@code LocalCacheFactory}). Stateless.
 */
final class ProxysqlRuntimeHints implements RuntimeHintsRegistrar {
    private static final String CONNECTOR_J = "com.mysql.cj.";

    static final List<String> PARTS = List.of(
            "conf.url.SingleConnectionUrl",
            "log.StandardLogger",
            "log.Slf4JLogger",
            "log.Jdk14Logger",
            "log.NullLogger",
            "log.LoggingProfilerEventHandler",
            "protocol.StandardSocketFactory",
            "protocol.SocksProxySocketFactory",
            "util.PerVmServerConfigCacheFactory",
            "PerConnectionLRUFactory",
            "jdbc.CommentClientInfoProvider",
            "jdbc.AbandonedConnectionCleanupThread",
            "jdbc.Driver",
            "protocol.a.authentication.CachingSha2PasswordPlugin",
            "protocol.a.authentication.MysqlClearPasswordPlugin",
            "protocol.a.authentication.MysqlNativePasswordPlugin",
            "protocol.a.authentication.Sha256PasswordPlugin");

    static final List<String> EXCEPTIONS = List.of(
            "AssertionFailedException",
            "CJCommunicationsException",
            "CJConnectionFeatureNotAvailableException",
            "CJException",
            "CJOperationNotSupportedException",
            "CJPacketTooBigException",
            "CJTimeoutException",
            "ClosedOnExpiredPasswordException",
            "ConnectionIsClosedException",
            "DataConversionException",
            "DataReadException",
            "DataTruncationException",
            "FeatureNotAvailableException",
            "InvalidConnectionAttributeException",
            "NumberOutOfRange",
            "OperationCancelledException",
            "PasswordExpiredException",
            "PropertyNotModifiableException",
            "RSAException",
            "SSLParamsException",
            "StatementIsClosedException",
            "UnableToConnectException",
            "UnsupportedConnectionStringException",
            "WrongArgumentException");

    static final List<String> RESOURCES =
            List.of("com/mysql/cj/TlsSettings.properties", "com/mysql/cj/util/TimeZoneMapping.properties");

    /** Caches bounded by weight, and by size with an expiry, and their entries. */
    static final List<String> CACHES = List.of("SSMW", "SSMSW", "PSMW", "PSWMS");

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        PARTS.forEach(part -> constructors(hints, classLoader, CONNECTOR_J + part));
        EXCEPTIONS.forEach(name -> constructors(hints, classLoader, CONNECTOR_J + "exceptions." + name));
        hints.resources().registerResourceBundle(CONNECTOR_J + "LocalizedErrorMessages");
        RESOURCES.forEach(resource -> hints.resources().registerPattern(resource));
        hints.reflection()
                .registerTypeIfPresent(
                        classLoader,
                        "com.zaxxer.hikari.HikariConfig",
                        MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
                        MemberCategory.INVOKE_PUBLIC_METHODS,
                        MemberCategory.ACCESS_DECLARED_FIELDS);
        hints.reflection().registerType(java.sql.Statement[].class);
        hints.reflection().registerType(TypeReference.of("com.zaxxer.hikari.util.ConcurrentBag$IConcurrentBagEntry[]"));
        CACHES.forEach(name -> hints.reflection()
                .registerTypeIfPresent(
                        classLoader,
                        "com.github.benmanes.caffeine.cache." + name,
                        MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                        MemberCategory.ACCESS_DECLARED_FIELDS));
    }

    private static void constructors(RuntimeHints hints, @Nullable ClassLoader classLoader, String type) {
        hints.reflection().registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
    }
}
