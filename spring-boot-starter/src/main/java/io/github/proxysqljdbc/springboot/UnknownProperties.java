package io.github.proxysqljdbc.springboot;

import io.github.proxysqljdbc.config.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties under a prefix that are nobody's, which are slips of the finger. Environment variables are left out: on Kubernetes, a
 * service named {@code proxysql} puts {@code PROXYSQL_SERVICE_HOST} and others into every container's environment (Kubernetes
 * documentation, "Service", "Environment variables"). Stateless.
 */
final class UnknownProperties {
    private static final int MOST = 20;

    private UnknownProperties() {}

    /**
     * A mistake for each, at most 20.
     *
     * @param others the names that are allowed beside those of options, in kebab case
     */
    static List<String> mistakes(String prefix, ConfigurableEnvironment environment, Set<String> others) {
        List<String> mistakes = new ArrayList<>();
        ConfigurationPropertyName parent = ConfigurationPropertyName.of(prefix);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                iterable.stream()
                        .filter(parent::isAncestorOf)
                        .filter(name -> !isKnown(name, parent, others))
                        .limit(MOST)
                        .forEach(name -> mistakes.add(mistake(parent, name, source.getConfigurationProperty(name))));
            }
        }
        return mistakes.stream().distinct().limit(MOST).toList();
    }

    private static boolean isKnown(
            ConfigurationPropertyName name, ConfigurationPropertyName parent, Set<String> others) {
        int depth = parent.getNumberOfElements();
        String first = name.getElement(depth, Form.UNIFORM);
        if (name.getNumberOfElements() > depth + 1) {
            return first.equals(PropertyNames.uniform(PropertyNames.DRIVER_PROPERTIES));
        }
        return PropertyNames.isOption(first)
                || others.stream().map(PropertyNames::uniform).anyMatch(first::equals);
    }

    private static String mistake(
            ConfigurationPropertyName parent,
            ConfigurationPropertyName name,
            @Nullable ConfigurationProperty property) {
        String below = name.toString().substring(parent.toString().length() + 1);
        String nearest =
                PropertyNames.kebab(Options.nearest(below.replace("-", "")).name());
        String origin = property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return "unknown property '" + name + "'" + origin + "; nearest known name: '" + parent + '.' + nearest + "'";
    }
}
