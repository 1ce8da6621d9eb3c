package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import io.github.proxysqljdbc.config.ReaderWeights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what development environments complete properties from (Spring Boot reference, "Configuration Metadata"), out of the catalogue of
 * options. Stateless.
 */
final class ConfigurationMetadata {
    private ConfigurationMetadata() {}

    static String json() {
        List<String> properties = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            properties.add(property(
                    PropertyNames.PREFIX + '.' + PropertyNames.kebab(option.name()),
                    type(option),
                    option.description().replace("`", "") + " Allowed is " + option.allowed() + '.',
                    defaultValue(option)));
        }
        properties.add(property(
                PropertyNames.PREFIX + '.' + PropertyNames.DRIVER_PROPERTIES,
                "java.util.Map<java.lang.String,java.lang.String>",
                "Options of MySQL Connector/J, by the names of its manual.",
                null));
        properties.add(property(
                PropertyNames.PREFIX + '.' + ShutdownTimeout.NAME,
                "java.time.Duration",
                "How long a shutdown waits for sessions that use connections; 0 does not wait.",
                quoted(ShutdownTimeout.DEFAULT.toSeconds() + "s")));
        properties.add(property(
                "management.health.proxysql.enabled",
                "java.lang.Boolean",
                "Whether to enable the proxysql health indicator.",
                "true"));
        properties.add(property(
                HealthStatuses.PROPERTY,
                "java.lang.String",
                "Health status while reads are served and no instance takes writes.",
                quoted("OUT_OF_SERVICE")));
        properties.add(property(
                "management.endpoint.proxysql.access",
                "org.springframework.boot.actuate.endpoint.Access",
                "Permitted level of access for the proxysql endpoint.",
                quoted("unrestricted")));
        properties.add(property(
                "management.endpoint.proxysql.cache.time-to-live",
                "java.time.Duration",
                "Maximum time that a response can be cached.",
                quoted("0ms")));
        properties.sort(null);
        return "{\n  \"groups\": [\n"
                + String.join(
                        ",\n",
                        group("management.endpoint.proxysql", ProxysqlEndpoint.class),
                        group("management.health.proxysql", ProxysqlHealthIndicator.class),
                        group(PropertyNames.PREFIX, ProxysqlDataSourceAutoConfiguration.class))
                + "\n  ],\n  \"properties\": [\n" + String.join(",\n", properties)
                + "\n  ],\n  \"hints\": [\n    {\n      \"name\": " + quoted(HealthStatuses.PROPERTY)
                + ",\n      \"values\": [\n"
                + "        { \"value\": \"OUT_OF_SERVICE\" },\n        { \"value\": \"UP\" },\n        { \"value\": \"DOWN\" },\n"
                + "        { \"value\": \"UNKNOWN\" }\n      ],\n      \"providers\": [ { \"name\": \"any\" } ]\n    }\n  ]\n}\n";
    }

    private static String type(Option<?> option) {
        return option.javaType() == ReaderWeights.class
                ? String.class.getName()
                : option.javaType().getName();
    }

    private static @Nullable String defaultValue(Option<?> option) {
        String text = option.defaultText();
        if (text == null) {
            return null;
        }
        boolean bare = option.javaType() == Integer.class || option.javaType() == Boolean.class;
        return bare ? text : quoted(option.javaType().isEnum() ? text.replace('_', '-') : text);
    }

    private static String group(String name, Class<?> source) {
        return "    {\n      \"name\": " + quoted(name) + ",\n      \"type\": " + quoted(source.getName())
                + ",\n      \"sourceType\": " + quoted(source.getName()) + "\n    }";
    }

    private static String property(String name, String type, String description, @Nullable String defaultValue) {
        return "    {\n      \"name\": " + quoted(name) + ",\n      \"type\": " + quoted(type)
                + ",\n      \"description\": " + quoted(description)
                + (defaultValue == null ? "" : ",\n      \"defaultValue\": " + defaultValue) + "\n    }";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
