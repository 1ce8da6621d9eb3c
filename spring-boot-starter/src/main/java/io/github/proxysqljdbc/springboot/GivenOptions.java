package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.Option;
import io.github.proxysqljdbc.config.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;

/** The options that the properties under one prefix give. For one thread. */
final class GivenOptions {
    private final String prefix;
    private final Binder binder;
    private final Properties texts = new Properties();
    private final List<GivenProperty> given = new ArrayList<>();

    private GivenOptions(String prefix, ConfigurableEnvironment environment) {
        this.prefix = prefix;
        this.binder = Binder.get(environment);
    }

    /**
     * Reads each option of the catalogue, in any form that Spring Boot's relaxed binding knows.
     *
     * @throws org.springframework.boot.context.properties.bind.BindException if a placeholder in a value cannot be resolved
     */
    static GivenOptions read(String prefix, ConfigurableEnvironment environment) {
        GivenOptions options = new GivenOptions(prefix, environment);
        for (Option<?> option : Options.all()) {
            String text = options.property(PropertyNames.kebab(option.name()), option.name());
            if (text != null) {
                options.texts.setProperty(option.name(), written(option, text));
            }
        }
        options.readDriverProperties();
        return options;
    }

    /** The value of a property below the prefix, remembered as the one that gives the option; null if it is not set. */
    @Nullable
    String property(String name, String option) {
        OriginHandler origin = new OriginHandler();
        ConfigurationPropertyName full = ConfigurationPropertyName.of(prefix).append(name);
        String text = binder.bind(full, Bindable.of(String.class), origin).orElse(null);
        if (text != null) {
            given.add(new GivenProperty(option, full.toString(), origin.found));
        }
        return text;
    }

    private void readDriverProperties() {
        String name = prefix + '.' + PropertyNames.DRIVER_PROPERTIES;
        Map<String, String> driverProperties =
                binder.bind(name, Bindable.mapOf(String.class, String.class)).orElse(Map.of());
        driverProperties.forEach((key, value) -> {
            String option = PropertyNames.ofConnectorJ(key);
            texts.setProperty(option, value);
            given.add(new GivenProperty(option, name + '.' + key, null));
        });
    }

    /** A value as the catalogue writes it, where Spring Boot has further forms of durations and of constants. */
    private static String written(Option<?> option, String text) {
        String value = text.strip();
        for (String choice : option.choices()) {
            if (PropertyNames.uniform(choice).equals(PropertyNames.uniform(value))) {
                return choice;
            }
        }
        return option.javaType() == Duration.class ? millis(value) : text;
    }

    private static String millis(String text) {
        try {
            Duration duration = DurationStyle.detectAndParse(text);
            boolean whole = duration.equals(Duration.ofMillis(duration.toMillis()));
            return whole && !duration.isNegative() ? duration.toMillis() + "ms" : text;
        } catch (IllegalArgumentException | ArithmeticException noDuration) {
            return text;
        }
    }

    /** Sets an option that has not been given. */
    void setIfAbsent(String option, @Nullable String text) {
        if (text != null && !texts.containsKey(option)) {
            texts.setProperty(option, text);
        }
    }

    /** Sets an option, whether or not it has been given. */
    void set(String option, @Nullable String text) {
        if (text != null) {
            texts.setProperty(option, text);
        }
    }

    /** What the properties begin with. */
    String prefix() {
        return prefix;
    }

    /** The options' values by their names in the catalogue. */
    Properties texts() {
        return texts;
    }

    /** By which properties they were given. */
    List<GivenProperty> properties() {
        return List.copyOf(given);
    }

    /** Remembers where the bound property is written. */
    private static final class OriginHandler extends AbstractBindHandler {
        private @Nullable Origin found;

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            ConfigurationProperty property = context.getConfigurationProperty();
            found = property == null ? null : property.getOrigin();
            return result;
        }
    }
}
