package io.github.proxysqljdbc.testkit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** This machine cannot serve the kind of server that was asked for; tests are skipped then. */
final class UnavailableException extends TestkitException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
