package io.github.proxysqljdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.pool.PhysicalConnection;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No method of java.sql falls back on the interface's default, which throws or goes round the routing. */
class CompletenessTest {
    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(RoutedConnection.class, Connection.class),
                Arguments.of(RoutedStatement.class, Statement.class),
                Arguments.of(RoutedPreparedStatement.class, PreparedStatement.class),
                Arguments.of(RoutedCallableStatement.class, CallableStatement.class),
                Arguments.of(RoutedResultSet.class, ResultSet.class),
                Arguments.of(RoutedDatabaseMetaData.class, DatabaseMetaData.class),
                Arguments.of(PhysicalConnection.class, Connection.class));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void everyMethodOfTheRunningJdksInterfaceIsOurs(Class<?> ours, Class<?> type) {
        List<String> missing = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method ->
                        implementation(ours, method).getDeclaringClass().isInterface())
                .map(Method::toGenericString)
                .toList();

        assertThat(missing).isEmpty();
    }

    private static Method implementation(Class<?> ours, Method method) {
        try {
            return ours.getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new AssertionError("not even inherited: " + method, e);
        }
    }
}
