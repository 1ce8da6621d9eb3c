package io.github.proxysqljdbc.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of {@code readerWeights}. That each instance is one of the data source's is checked by {@link Checks}. */
final class ReaderWeightsType extends OptionType<ReaderWeights> {
    private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,8}");

    @Override
    String label() {
        return "weights";
    }

    @Override
    Class<ReaderWeights> javaType() {
        return ReaderWeights.class;
    }

    @Override
    String allowed() {
        return "`host[:port]=weight` for some of the instances, each once, with commas between, a weight being a whole number from 0 to "
                + ReaderWeights.MOST;
    }

    @Override
    @Nullable
    ReaderWeights parse(String text) {
        Map<Instance, Integer> weights = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.lastIndexOf('=');
            String weight = entry.substring(equals + 1).trim();
            if (equals < 0 || !WEIGHT.matcher(weight).matches()) {
                return null;
            }
            try {
                Instance instance = Instance.parse(entry.substring(0, equals).trim());
                if (weights.put(instance, Integer.valueOf(weight)) != null) {
                    return null;
                }
            } catch (ConfigurationException noInstance) {
                return null;
            }
        }
        return new ReaderWeights(weights);
    }

    @Override
    String format(ReaderWeights value) {
        return value.toString();
    }

    @Override
    boolean admits(ReaderWeights value) {
        return !value.byInstance().isEmpty()
                && value.byInstance().values().stream().allMatch(weight -> weight >= 0 && weight <= ReaderWeights.MOST);
    }
}
