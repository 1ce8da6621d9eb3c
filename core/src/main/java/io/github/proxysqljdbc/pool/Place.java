package io.github.proxysqljdbc.pool;

import java.util.Arrays;

/** The place in the application's code that a hold on a connection comes from: a stack trace that begins there. */
final class Place extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "io.github.proxysqljdbc.";

    Place() {
        super("the statement that began it was executed here", null, false, true);
        StackTraceElement[] frames = super.getStackTrace();
        int first = 0;
        while (first < frames.length - 1 && isOurs(frames[first].getClassName())) {
            first++;
        }
        setStackTrace(Arrays.copyOfRange(frames, first, frames.length));
    }

    private static boolean isOurs(String className) {
        return className.startsWith(OURS)
                && (className.startsWith("jdbc.", OURS.length())
                        || className.startsWith("session.", OURS.length())
                        || className.startsWith("pool.", OURS.length()));
    }
}
