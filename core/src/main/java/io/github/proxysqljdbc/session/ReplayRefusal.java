package io.github.proxysqljdbc.session;

import java.util.Locale;

/** Why a transaction that was lost is not replayed. */
enum ReplayRefusal {
    STATEMENT_KIND("it executed a statement that is not replayed, such as CALL, LOAD DATA or LOCK TABLES"),
    PINNED("its session has state that only the lost connection knew"),
    SETTINGS("the session's settings were changed in it"),
    NEXT_TRANSACTION("SET TRANSACTION was said of it alone"),
    PARAMETER("a parameter was a stream, a large object, or an object that may have changed"),
    OPEN_RESULT("the rows of a result were read one by one, or could be updated"),
    RESULT_STILL_OPEN("a result set was still being read"),
    FAILED_STATEMENT("a statement failed in it in a way that may not come out the same"),
    DIAGNOSTICS("it asked for what a statement before it had left"),
    TOO_LONG("it was too long: too many statements, texts, parameters or rows"),
    NO_TRANSACTIONS("there are tables without transactions"),
    OUT_OF_TIME("there was no new writer, or it took longer than failoverTimeout"),
    FAILED("a statement failed that had not failed before, or the other way round"),
    DIFFERED("a result was not the same as before");

    private final String words;
    private final String key = name().toLowerCase(Locale.ROOT);

    ReplayRefusal(String words) {
        this.words = words;
    }

    /** The reason in words. */
    String words() {
        return words;
    }

    /** The short name that statistics use: the constant's name in lower case. */
    String key() {
        return key;
    }
}
