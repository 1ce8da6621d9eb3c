package io.github.proxysqljdbc.config;

import java.util.List;
import java.util.Objects;

/**
 * A configuration that cannot be used. The message names each option, its value, what is allowed and, for a name that is not known, the
 * nearest one that is. It never holds the value of a secret.
 */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The mistakes, in the order in which they were found. */
    @SuppressWarnings("serial") // an immutable list of strings is serializable
    private final List<String> mistakes;

    ConfigurationException(List<String> mistakes) {
        super(message(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One mistake, as one sentence without a secret. */
    public ConfigurationException(String mistake) {
        this(List.of(mistake));
    }

    /** Each mistake as one sentence; never empty, immutable. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    private static String message(List<String> mistakes) {
        if (mistakes.size() == 1) {
            return mistakes.get(0);
        }
        StringBuilder message = new StringBuilder().append(mistakes.size()).append(" mistakes in the configuration:");
        for (int i = 0; i < mistakes.size(); i++) {
            message.append(" (")
                    .append(i + 1)
                    .append(") ")
                    .append(mistakes.get(i))
                    .append(i + 1 < mistakes.size() ? ";" : "");
        }
        return message.toString();
    }
}
