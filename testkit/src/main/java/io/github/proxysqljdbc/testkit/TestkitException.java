package io.github.proxysqljdbc.testkit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The cluster could not do what it was asked for. The message says what happened, on which instance, and what to do. */
public sealed class TestkitException extends RuntimeException permits UnavailableException {
    @Serial
    private static final long serialVersionUID = 1L;

    TestkitException(String message) {
        super(message);
    }

    TestkitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
