package io.github.proxysqljdbc.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the {@code Forwarding…} classes: one method for each method of a java.sql interface, JDBC's default methods included, so that
 * hand-written subclasses hold nothing but the methods that mean something. The written sources are committed; a test compares them.
 *
 * <p>Needs nothing but a JDK: {@code java core/src/test/java/io/github/proxysqljdbc/tools/ForwardingSources.java core/src/main/java}.
 */
public final class ForwardingSources {
    /** One class to write. */
    enum Target {
        PHYSICAL_CONNECTION("pool", "ForwardingConnection", Connection.class, null, "a physical connection"),
        RESULT_SET("jdbc", "ForwardingResultSet", ResultSet.class, null, "the physical result set"),
        PREPARED_STATEMENT(
                "jdbc",
                "ForwardingPreparedStatement",
                PreparedStatement.class,
                "RoutedStatement",
                "the next physical statement, by recording each parameter with its exact overload"),
        CALLABLE_STATEMENT(
                "jdbc",
                "ForwardingCallableStatement",
                CallableStatement.class,
                "RoutedPreparedStatement",
                "the physical statement: what goes in is recorded, what comes out is asked of the last execution"),
        META_DATA(
                "jdbc",
                "ForwardingDatabaseMetaData",
                DatabaseMetaData.class,
                null,
                "whichever physical connection is at hand");

        final String packageName;
        final String className;
        final Class<?> type;
        final String superclass;
        final String receiver;

        Target(String packageName, String className, Class<?> type, String superclass, String receiver) {
            this.packageName = packageName;
            this.className = className;
            this.type = type;
            this.superclass = superclass;
            this.receiver = receiver;
        }

        Path file() {
            return Path.of("io/github/proxysqljdbc", packageName, className + ".java");
        }
    }

    private ForwardingSources() {}

    /** Writes all classes below the source folder given as the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        for (Target target : Target.values()) {
            Files.writeString(sources.resolve(target.file()), write(target));
        }
    }

    static String write(Target target) {
        Set<String> imports = new TreeSet<>();
        imports.add(target.type.getName());
        imports.add("java.sql.SQLException");
        imports.add("org.jspecify.annotations.NullUnmarked");
        if (target == Target.META_DATA) {
            imports.add("io.github.proxysqljdbc.session.Question");
        }
        StringBuilder body = new StringBuilder();
        for (Method method : methods(target)) {
            body.append('\n').append(member(target, method, imports));
        }
        StringBuilder out = new StringBuilder();
        out.append("package io.github.proxysqljdbc.").append(target.packageName).append(";\n\n");
        imports.stream()
                .filter(name -> !name.startsWith("java.lang.")
                        || name.chars().filter(c -> c == '.').count() > 2)
                .forEach(name -> out.append("import ").append(name).append(";\n"));
        out.append("\n/**\n * Sends each method of {@link ")
                .append(target.type.getSimpleName())
                .append("} to\n * ")
                .append(target.receiver)
                .append(".\n *\n * <p>Written by {@code ForwardingSources}; do not edit.\n */\n")
                .append("@NullUnmarked\n@SuppressWarnings(\"deprecation\")\n")
                .append("abstract class ")
                .append(target.className);
        if (target.superclass != null) {
            out.append(" extends ").append(target.superclass);
        }
        out.append(" implements ").append(target.type.getSimpleName()).append(" {\n");
        out.append(head(target));
        return out.append(body).append("}\n").toString();
    }

    private static String head(Target target) {
        return switch (target) {
            case PHYSICAL_CONNECTION -> "    /** What the calls go to. */\n    abstract Connection delegate();\n";
            case RESULT_SET ->
                "    /** What the calls go to. */\n    abstract ResultSet delegate() throws SQLException;\n";
            case META_DATA ->
                "    /** Asks the metadata of a physical connection. */\n"
                        + "    abstract <T> T ask(Question<DatabaseMetaData, T> question) throws SQLException;\n\n"
                        + "    /** Asks for a result set, which keeps its physical connection until it is closed. */\n"
                        + "    abstract ResultSet list(Question<DatabaseMetaData, ResultSet> question) throws SQLException;\n";
            case PREPARED_STATEMENT, CALLABLE_STATEMENT ->
                "    " + target.className
                        + "(RoutedConnection connection, String sql, Factory factory) throws SQLException {\n"
                        + "        super(connection, "
                        + (target == Target.PREPARED_STATEMENT ? "" : "sql, ")
                        + "factory);\n    }\n"
                        + (target == Target.PREPARED_STATEMENT
                                ? "\n    /** Keeps a parameter, to be set on each physical statement. */\n"
                                        + "    abstract void bind(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;\n\n"
                                        + "    /** Keeps a parameter that can be read once only. */\n"
                                        + "    abstract void bindOnce(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;\n\n"
                                        + "    /** Keeps a parameter that is sent in pieces. */\n"
                                        + "    abstract void bindLarge(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;\n\n"
                                        + "    /** Keeps a parameter that may be a stream, or an array that may change. */\n"
                                        + "    abstract <V> void bindObject(int parameterIndex, V value, Setting<PreparedStatement, V> setting)\n"
                                        + "            throws SQLException;\n\n"
                                        + "    /** Keeps a date and its calendar, which both may change. */\n"
                                        + "    abstract <V> void bindDate(\n"
                                        + "            int parameterIndex, V value, Calendar calendar, Setting.Dated<PreparedStatement, V> setting)\n"
                                        + "            throws SQLException;\n"
                                : "\n    /** Keeps the registration of an OUT parameter, to be made on each physical statement. */\n"
                                        + "    abstract void register(Object parameter, Binding<CallableStatement> binding) throws SQLException;\n\n"
                                        + "    /** Keeps a named parameter, to be set on each physical statement. */\n"
                                        + "    abstract void bindCall(Object parameter, Binding<CallableStatement> binding) throws SQLException;\n\n"
                                        + "    /** Keeps a named parameter that may be an array that may change. */\n"
                                        + "    abstract <V> void bindCallObject(Object parameter, V value, Setting<CallableStatement, V> setting)\n"
                                        + "            throws SQLException;\n\n"
                                        + "    /** The physical statement of the last execution. */\n"
                                        + "    abstract CallableStatement executed() throws SQLException;\n");
        };
    }

    /** The methods to write, in an order that does not depend on the JDK: by name, then by parameters. */
    private static List<Method> methods(Target target) {
        Set<String> superclassHas = target.superclass == null
                ? Set.of()
                : Arrays.stream(target.type.getInterfaces())
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .map(ForwardingSources::signature)
                        .collect(Collectors.toSet());
        List<Method> methods = new ArrayList<>(Arrays.stream(target.type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !superclassHas.contains(signature(method)))
                .filter(method -> written(target, method))
                .toList());
        methods.sort(Comparator.comparing(ForwardingSources::signature));
        return methods;
    }

    /** The few methods that only a hand-written class can answer. */
    private static boolean written(Target target, Method method) {
        String name = method.getName();
        if (name.equals("unwrap") || name.equals("isWrapperFor")) {
            return target == Target.PHYSICAL_CONNECTION;
        }
        return switch (target) {
            case PREPARED_STATEMENT -> name.startsWith("set") && method.getParameterCount() > 1;
            case META_DATA ->
                !Set.of("getConnection", "getDriverMajorVersion", "getDriverMinorVersion")
                        .contains(name);
            case RESULT_SET ->
                !Set.of("close", "next", "isClosed", "getStatement").contains(name);
            default -> true;
        };
    }

    static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getGenericParameterTypes())
                        .map(Type::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static String member(Target target, Method method, Set<String> imports) {
        List<String> names = parameterNames(method);
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < method.getParameterCount(); i++) {
            String type = typeName(method.getGenericParameterTypes()[i], imports);
            parameters.append(i == 0 ? "" : ", ").append(type).append(' ').append(names.get(i));
        }
        String typeParameters = method.getTypeParameters().length == 0 ? "" : "<T> ";
        String thrown = Arrays.stream(method.getExceptionTypes())
                .map(type -> typeName(type, imports))
                .collect(Collectors.joining(", "));
        return "    @Override\n    public " + typeParameters + typeName(method.getGenericReturnType(), imports) + ' '
                + method.getName() + '(' + parameters + ')' + (thrown.isEmpty() ? "" : " throws " + thrown) + " {\n"
                + "        " + call(target, method, names) + "\n    }\n";
    }

    private static String call(Target target, Method method, List<String> names) {
        String invocation = method.getName() + '(' + String.join(", ", names) + ");";
        String inLambda = invocation.substring(0, invocation.length() - 1);
        boolean isVoid = method.getReturnType() == void.class;
        return switch (target) {
            case PHYSICAL_CONNECTION, RESULT_SET -> (isVoid ? "" : "return ") + "delegate()." + invocation;
            case PREPARED_STATEMENT -> prepared(method, names, inLambda);
            case CALLABLE_STATEMENT -> {
                if (!isVoid) {
                    yield "return executed()." + invocation;
                }
                yield mayChange(method)
                        ? setting("bindCallObject(", method, names)
                        : (method.getName().equals("registerOutParameter") ? "register(" : "bindCall(")
                                + names.get(0)
                                + ", statement -> statement."
                                + inLambda
                                + ");";
            }
            case META_DATA ->
                method.getReturnType() == ResultSet.class
                        ? "return list(metaData -> metaData." + inLambda + ");"
                        : "return ask(metaData -> metaData." + inLambda + ");";
        };
    }

    private static String prepared(Method method, List<String> names, String inLambda) {
        if (method.getParameterTypes()[method.getParameterCount() - 1] == Calendar.class) {
            return "bindDate(" + names.get(0) + ", " + names.get(1) + ", " + names.get(2)
                    + ", (statement, value, calendar) -> statement." + method.getName() + '(' + names.get(0)
                    + ", value, calendar));";
        }
        if (Set.of("setString", "setNString").contains(method.getName())) {
            return "bind(" + names.get(0) + ", new TextBinding(" + names.get(0) + ", " + names.get(1) + ", "
                    + method.getName().equals("setNString") + "));";
        }
        return mayChange(method) || Date.class.isAssignableFrom(method.getParameterTypes()[1])
                ? setting("bindObject(", method, names)
                : recorder(method) + names.get(0) + ", statement -> statement." + inLambda + ");";
    }

    /** Whether the value may be an array, which the application may change after it was set. */
    private static boolean mayChange(Method method) {
        return Set.of("setObject", "setBytes").contains(method.getName());
    }

    private static String setting(String recorder, Method method, List<String> names) {
        List<String> passed = new ArrayList<>(names);
        passed.set(1, "value");
        return recorder + names.get(0) + ", " + names.get(1) + ", (statement, value) -> statement." + method.getName()
                + '(' + String.join(", ", passed) + "));";
    }

    /** What keeps a parameter: a stream can be read once, and large objects are sent as streams are. */
    private static String recorder(Method method) {
        Class<?> value = method.getParameterTypes()[1];
        if (value == InputStream.class || value == Reader.class) {
            return "bindOnce(";
        }
        return Set.of(Blob.class, Clob.class, NClob.class, SQLXML.class).contains(value) ? "bindLarge(" : "bind(";
    }

    private static List<String> parameterNames(Method method) {
        List<String> names = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            names.add(parameterName(method, i, parameters[i].getType()));
        }
        return names;
    }

    private static String parameterName(Method method, int index, Class<?> type) {
        Class<?> owner = method.getDeclaringClass();
        if (index == 0 && (owner == ResultSet.class) && type == int.class && !isMove(method)) {
            return "columnIndex";
        }
        if (index == 0 && owner == ResultSet.class && type == String.class) {
            return "columnLabel";
        }
        if (index == 0 && Statement.class.isAssignableFrom(owner)) {
            return type == int.class ? "parameterIndex" : "parameterName";
        }
        return switch (index) {
            case 0 -> "first";
            case 1 -> "second";
            case 2 -> "third";
            case 3 -> "fourth";
            case 4 -> "fifth";
            default -> "sixth";
        };
    }

    private static boolean isMove(Method method) {
        return Set.of("absolute", "relative", "setFetchDirection", "setFetchSize")
                .contains(method.getName());
    }

    private static String typeName(Type type, Set<String> imports) {
        String name = type.getTypeName();
        StringBuilder out = new StringBuilder();
        for (String part : name.split("(?<=[<>,\\[\\]? ])|(?=[<>,\\[\\]? ])")) {
            if (part.contains(".")) {
                imports.add(part);
                out.append(part.substring(part.lastIndexOf('.') + 1));
            } else {
                out.append(part);
            }
        }
        return out.toString();
    }
}
