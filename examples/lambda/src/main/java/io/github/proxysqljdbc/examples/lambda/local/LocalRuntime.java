package io.github.proxysqljdbc.examples.lambda.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs inside a container: makes the handler, and calls it with one event after the other. An event is a line {@code name=value}, or an
 * empty one; an answer is a line. Ends with its input.
 */
public final class LocalRuntime {
    static final String ANSWER = "> ";
    static final String FAILURE = "! ";

    private LocalRuntime() {}

    /** The handler's class name. */
    @SuppressWarnings("unchecked") // the handler is of that kind
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader events = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        RequestHandler<Map<String, String>, Map<String, Object>> handler = Class.forName(arguments[0])
                .asSubclass(RequestHandler.class)
                .getConstructor()
                .newInstance();
        int number = 0;
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            number++;
            try {
                Object answer = handler.handleRequest(event(line), new LocalContext("request-" + number));
                out.println(ANSWER + new TreeMap<>((Map<?, ?>) answer));
            } catch (RuntimeException e) {
                out.println(FAILURE + e);
            }
        }
    }

    private static Map<String, String> event(String line) {
        Map<String, String> event = new HashMap<>();
        int equals = line.indexOf('=');
        if (equals > 0) {
            event.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return event;
    }
}
