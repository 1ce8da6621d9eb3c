package io.github.proxysqljdbc.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** Reads options from {@code Properties}. Stateless. */
final class PropertiesReader {
    private PropertiesReader() {}

    /** The values of the known options by canonical name; a mistake is noted for each entry that is none. */
    static Map<String, String> read(Properties properties, Mistakes mistakes) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (mistakes.isFull()) {
                break;
            }
            String canonical = OptionNames.canonical(name);
            if (canonical == null) {
                mistakes.add(OptionNames.refusal(name));
            } else if (texts.putIfAbsent(canonical, properties.getProperty(name)) != null) {
                mistakes.add("option '" + name
                        + "' is given twice in the properties, once by another of its names; give it once");
            }
        }
        properties.forEach((name, value) -> {
            if (!(name instanceof String) || !(value instanceof String)) {
                mistakes.add("property " + Quoted.of(String.valueOf(name)) + " is not a text but a "
                        + value.getClass().getSimpleName() + "; set it with Properties.setProperty");
            }
        });
        return texts;
    }
}
