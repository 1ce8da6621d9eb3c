package io.github.proxysqljdbc.route;

import org.jspecify.annotations.Nullable;

/** What the decision needs to know of a session. Read at one moment, on the session's own thread. */
public interface SessionView {
    /** What the session wants: autocommit, whatever the physical connection's state is. */
    boolean autocommit();

    /** Whether the session is declared read-only ({@code Connection.setReadOnly}, SET SESSION TRANSACTION READ ONLY). */
    boolean readOnly();

    /** What a one-shot SET TRANSACTION said about the next transaction; {@code null} if nothing. */
    @Nullable
    Boolean nextTransactionReadOnly();

    /** What holds the physical connection, the strongest reason first. */
    Binding binding();

    /** A session that has done nothing yet. */
    SessionView FRESH = new Fresh();

    /** In autocommit mode, with nothing held. */
    final class Fresh implements SessionView {
        private Fresh() {}

        @Override
        public boolean autocommit() {
            return true;
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public @Nullable Boolean nextTransactionReadOnly() {
            return null;
        }

        @Override
        public Binding binding() {
            return Binding.NONE;
        }
    }
}
