package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.Nullable;

/**
 * What the examination of a statement found.
 *
 * @param kind by its verb
 * @param target where it belongs in a fresh session in autocommit mode
 * @param reason why, in words
 * @param presumedRead see {@link StatementInfo#presumedRead()}
 * @param textOnly whether a literal of the text matters
 * @param effects on the session
 * @param doubt what speaks against a reader, of a query; null if nothing does, and of any other statement
 */
record Verdict(
        StatementKind kind,
        Target target,
        String reason,
        boolean presumedRead,
        boolean textOnly,
        Effects effects,
        @Nullable ReadDoubt doubt) {
    static final String PLAIN_READ = "plain read";

    Verdict(StatementKind kind, Target target, String reason, boolean presumedRead, boolean textOnly, Effects effects) {
        this(kind, target, reason, presumedRead, textOnly, effects, null);
    }

    /** The same verdict on a query, for that doubt. */
    Verdict doubted(ReadDoubt because) {
        return new Verdict(kind, target, reason, presumedRead, textOnly, effects, because);
    }

    boolean reader() {
        return target == Target.READER;
    }
}
