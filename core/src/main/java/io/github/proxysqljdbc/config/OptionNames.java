package io.github.proxysqljdbc.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the name of an option: ours, the driver's, or a mistake. Stateless. */
final class OptionNames {
    private OptionNames() {}

    /** Ours and the driver's, aliases included. */
    static List<String> known() {
        List<String> known = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            known.add(option.name());
        }
        known.addAll(DriverProperties.names());
        return known;
    }

    /** The one name under which an option is kept, whatever alias was written; null if the name is not known or refused. */
    static @Nullable String canonical(String name) {
        return Options.find(name) != null ? name : DriverProperties.canonicalName(name);
    }

    /** Why {@link #canonical} knows no such name. */
    static String refusal(String name) {
        String reason = DriverProperties.reasonToRefuse(name);
        if (reason != null) {
            return "driver option '" + name + "' is not allowed: " + reason;
        }
        return "unknown option " + Quoted.of(name) + "; nearest known name: '" + Names.nearest(name, known()) + "'";
    }

    /** Whether the name, or the known name that a mistyped one probably means, is that of a secret. */
    static boolean mayMeanSecret(String name) {
        return isSecret(canonical(name) == null ? Names.nearest(name, known()) : name);
    }

    /** Whether the option's value must not be shown, judged by its name alone. */
    static boolean isSecret(String name) {
        Option<?> option = Options.find(name);
        return DriverProperties.isSecret(name) || (option != null && option.isSecret());
    }
}
