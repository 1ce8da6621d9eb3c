package io.github.proxysqljdbc.springboot;

import com.mysql.cj.conf.PropertyKey;
import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import java.util.Locale;

/** How options are called as Spring properties: {@code maxPoolSize} is {@code proxysql.max-pool-size}. Stateless. */
final class PropertyNames {
    /** What the auto-configured data source's properties begin with. */
    static final String PREFIX = "proxysql";

    /** Connector/J's own options, by the names of its manual. */
    static final String DRIVER_PROPERTIES = "driver-properties";

    private PropertyNames() {}

    /** The canonical form of a name in camel case: lower case, words joined by dashes. */
    static String kebab(String camelCase) {
        StringBuilder kebab = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }

    /** What all relaxed forms of a name have in common: its letters and digits, in lower case. */
    static String uniform(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> uniform.append((char) c));
        return uniform.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether the name, in any relaxed form, is that of an option. */
    static boolean isOption(String name) {
        String uniform = uniform(name);
        for (Option<?> option : Options.all()) {
            if (uniform(option.name()).equals(uniform)) {
                return true;
            }
        }
        return false;
    }

    /** Connector/J's option that is meant by a name in any relaxed form, such as {@code ssl-mode}; the name as it is if there is none. */
    static String ofConnectorJ(String name) {
        String uniform = uniform(name);
        for (PropertyKey key : PropertyKey.values()) {
            if (uniform(key.getKeyName()).equals(uniform)) {
                return key.getKeyName();
            }
        }
        return name;
    }
}
