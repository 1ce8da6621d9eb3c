package io.github.proxysqljdbc.oracle;

/** Makes steps of one kind. */
@FunctionalInterface
interface Group {
    /**
     * The next steps of a session, each a line without the session's number; between two of them other sessions may have their turns.
     *
     * @param session whose rows and tables they use
     */
    String next(int session);
}
