package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code jdbc-traps.tsv}: every trap that is known has its tests, and they are there. */
class TrapsTest {
    static List<String> traps() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(TrapsTest.class.getResourceAsStream("/jdbc-traps.tsv"), "jdbc-traps.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("traps")
    void everyTrapHasTestsThatExist(String line) throws ClassNotFoundException {
        String[] columns = line.split("\t", -1);
        assertThat(columns).as("group, trap and tests").hasSize(3).doesNotContain("");
        for (String test : columns[2].split(" ", -1)) {
            String[] parts = test.split("#", -1);
            assertThat(methods("io.github.proxysqljdbc." + parts[0])).as(test).contains(parts[1]);
        }
    }

    private static List<String> methods(String type) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(type).getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().equals(Test.class)
                                || annotation.annotationType().equals(ParameterizedTest.class)
                                || annotation.annotationType().getSimpleName().equals("Property")))
                .map(Method::getName)
                .toList();
    }
}
