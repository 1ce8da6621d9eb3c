package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.topology.RoleCheck;

/** What came of one question to one instance. */
sealed interface Observation {
    /** The instance's place in the configured list. */
    int index();

    /** The version of the topology at the time the question was put. */
    long asked();

    /** The instance answered the role check. */
    record Answered(int index, long asked, RoleCheck.Answer answer, long latencyNanos) implements Observation {}

    /**
     * The instance gave no usable answer.
     *
     * @param evidence what happened, in words
     */
    record Failed(int index, long asked, Meaning meaning, FailureKind kind, String evidence) implements Observation {}

    /** What a failed question says about the instance. */
    enum Meaning {
        /** Positive evidence that it does not serve: nothing listens on its port, or it says that it is shutting down. */
        REFUSED,
        /** No evidence: no answer in time, no route, no address, a connection that broke. */
        SILENT,
        /** It lives, and would not answer: credentials, too many connections, an unknown variable. */
        UNUSABLE
    }
}
