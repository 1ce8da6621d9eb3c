package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.ConfigurationException;
import java.util.List;
import java.util.regex.Pattern;

/** Properties that make no usable configuration. Holds no value of a secret. */
final class PropertiesException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings is serializable
    private final List<String> mistakes;

    PropertiesException(List<String> mistakes, List<GivenProperty> properties) {
        this(mistakes, properties, null);
    }

    PropertiesException(ConfigurationException cause, List<GivenProperty> properties) {
        this(cause.mistakes(), properties, cause);
    }

    private PropertiesException(
            List<String> mistakes, List<GivenProperty> properties, @org.jspecify.annotations.Nullable Throwable cause) {
        super(String.join("; ", described(mistakes, properties)), cause);
        this.mistakes = described(mistakes, properties);
    }

    /** Each mistake, with the properties that give the options it names. */
    List<String> mistakes() {
        return mistakes;
    }

    private static List<String> described(List<String> mistakes, List<GivenProperty> properties) {
        return mistakes.stream().map(mistake -> described(mistake, properties)).toList();
    }

    private static String described(String mistake, List<GivenProperty> properties) {
        StringBuilder text = new StringBuilder(mistake);
        for (GivenProperty property : properties) {
            if (Pattern.compile("option '" + Pattern.quote(property.option()) + "'")
                    .matcher(mistake)
                    .find()) {
                text.append(" (").append(property.describe()).append(')');
            }
        }
        return text.toString();
    }
}
