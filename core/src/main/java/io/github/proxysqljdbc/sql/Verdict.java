package io.github.proxysqljdbc.sql;

/**
 * What the examination of a statement found.
 *
 * @param kind by its verb
 * @param target where it belongs in a fresh session in autocommit mode
 * @param reason why, in words
 * @param presumedRead see {@link StatementInfo#presumedRead()}
 * @param textOnly whether a literal of the text matters
 * @param effects on the session
 */
record Verdict(
        StatementKind kind, Target target, String reason, boolean presumedRead, boolean textOnly, Effects effects) {
    static final String PLAIN_READ = "plain read";

    boolean reader() {
        return target == Target.READER;
    }
}
