package io.github.proxysqljdbc.config;

import com.mysql.cj.conf.PropertyDefinition;
import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.exceptions.CJException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of Connector/J that pass through, by name and alias, as the driver itself defines them
 * ({@code com.mysql.cj.conf.PropertyDefinitions}; MySQL Connector/J Developer Guide, "Configuration Properties"). Immutable.
 */
final class DriverProperties {
    /** What the names of the driver's classes begin with; in parts, because whoever renames the package would rename it here as well. */
    private static final String PACKAGE_IN_MANUAL = String.join(".", "com", "mysql", "cj", "");

    private static final String PACKAGE =
            PropertyDefinitions.class.getPackageName().replaceFirst("conf$", "");

    /** Every name and alias with the name that the driver's manual uses; sorted, so that suggestions do not depend on hash order. */
    private static final Map<String, String> CANONICAL_NAMES;

    /** The driver's definitions by the names that its manual uses. */
    private static final Map<String, PropertyDefinition<?>> DEFINITIONS;

    /** Names that are known and refused, each with the reason. */
    private static final Map<String, String> REFUSED;

    static {
        Map<String, String> names = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        Map<String, PropertyDefinition<?>> definitions = new TreeMap<>();
        for (PropertyDefinition<?> definition : PropertyDefinitions.PROPERTY_KEY_TO_PROPERTY_DEFINITION.values()) {
            String name = definition.getName();
            String reason = refusal(definition);
            definitions.put(name, definition);
            Map<String, String> target = reason == null ? names : refused;
            target.put(name, reason == null ? name : reason);
            if (definition.hasCcAlias()) {
                target.put(definition.getCcAlias(), reason == null ? name : reason);
            }
        }
        for (Option<?> ours : Options.all()) {
            names.remove(ours.name());
        }
        CANONICAL_NAMES = Collections.unmodifiableMap(names);
        REFUSED = Map.copyOf(refused);
        DEFINITIONS = Map.copyOf(definitions);
    }

    private DriverProperties() {}

    private static @Nullable String refusal(PropertyDefinition<?> definition) {
        if (definition.getCategory().equals(PropertyDefinitions.CATEGORY_HA)) {
            return "it belongs to Connector/J's own failover and load balancing, which would change connections behind the back of"
                    + " proxysql-jdbc; remove it";
        }
        if (definition.getCategory().equals(PropertyDefinitions.CATEGORY_XDEVAPI)) {
            return "it belongs to the X DevAPI, which JDBC does not use; remove it";
        }
        if (definition.getName().equals("dnsSrv")) {
            return "instances are named in the URL, not found through DNS SRV records; remove it";
        }
        return null;
    }

    /** The driver's name for the option that goes by this name or alias; null if there is none that may pass. */
    static @Nullable String canonicalName(String name) {
        return CANONICAL_NAMES.get(name);
    }

    /** Why the driver's option of this name may not pass; null if it is none of those. */
    static @Nullable String reasonToRefuse(String name) {
        return REFUSED.get(name);
    }

    /** Notes a mistake if the driver would not take the value. The name is one that {@link #canonicalName} returned. */
    static void check(String name, String value, Mistakes mistakes) {
        PropertyDefinition<?> definition = DEFINITIONS.get(name);
        if (definition == null || isSecret(name)) {
            return;
        }
        if (!takes(definition, value)) {
            mistakes.add(
                    "driver option '" + name + "': " + Quoted.of(value) + " is not allowed; " + allowed(definition));
        }
    }

    private static boolean takes(PropertyDefinition<?> definition, String value) {
        try {
            Object parsed = definition.parseObject(value, null);
            return !(definition.isRangeBased() && parsed instanceof Integer number)
                    || (number >= definition.getLowerBound() && number <= definition.getUpperBound());
        } catch (CJException refused) {
            return false;
        }
    }

    private static String allowed(PropertyDefinition<?> definition) {
        if (definition.isRangeBased()) {
            return "allowed is a whole number from " + definition.getLowerBound() + " to " + definition.getUpperBound();
        }
        String[] values = definition.getAllowableValues();
        return values == null || values.length == 0
                ? "see Connector/J's manual"
                : "allowed is one of " + String.join(", ", values);
    }

    /**
     * The options as the driver takes them: names of its own classes, such as a {@code logger}, are what they are in the jar that has the driver
     * inside, under another package. Immutable.
     */
    static Map<String, String> forDriver(Map<String, String> options) {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((name, value) -> values.put(name, value.replace(PACKAGE_IN_MANUAL, PACKAGE)));
        return Collections.unmodifiableMap(values);
    }

    /** The names and aliases that may pass, sorted. */
    static Set<String> names() {
        return CANONICAL_NAMES.keySet();
    }

    /** Whether the value of this option must not be shown. */
    static boolean isSecret(String name) {
        return name.toLowerCase(Locale.ROOT).contains("password");
    }
}
