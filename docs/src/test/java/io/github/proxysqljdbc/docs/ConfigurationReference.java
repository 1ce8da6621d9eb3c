package io.github.proxysqljdbc.docs;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.OptionGroup;
import io.github.proxysqljdbc.config.Options;

/** Writes the tables of the configuration reference from the catalogue of options. Stateless. */
final class ConfigurationReference {
    private ConfigurationReference() {}

    /** A heading and a table for each group, in Markdown. */
    static String markdown() {
        StringBuilder text = new StringBuilder();
        for (OptionGroup group : OptionGroup.values()) {
            text.append("### ").append(group.title()).append("\n\n");
            text.append("| option | default | allowed | meaning |\n|---|---|---|---|\n");
            for (Option<?> option : Options.all()) {
                if (option.group() == group) {
                    text.append(row(option));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String row(Option<?> option) {
        String defaultText = option.defaultText();
        return "| `" + option.name() + "` | " + (defaultText == null ? "–" : '`' + defaultText + '`') + " | "
                + allowed(option) + " | " + option.description() + " |\n";
    }

    private static String allowed(Option<?> option) {
        if (option.choices().isEmpty()) {
            // How a duration is written is said once, above the tables.
            return option.allowed().replaceFirst(", written like .*", "");
        }
        return '`' + String.join("`, `", option.choices()) + '`';
    }
}
