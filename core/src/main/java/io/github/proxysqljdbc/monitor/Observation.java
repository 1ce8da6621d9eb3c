package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.topology.RoleCheck;
import io.github.proxysqljdbc.topology.ServerId;
import org.jspecify.annotations.Nullable;

/** What came of one question to one instance. */
sealed interface Observation {
    /** Which question it was. */
    Question question();

    /** When it had its end, in nanoseconds of the monitor's clock. */
    long endedAt();

    /** The instance's place in the configured list. */
    default int index() {
        return question().index();
    }

    /** The version of the topology at the time the question was put. */
    default long asked() {
        return question().version();
    }

    /** Whether the instance was heard of, whatever it said. */
    boolean signOfLife();

    /**
     * One question.
     *
     * @param index the instance's place in the configured list
     * @param version the topology's version when it was put
     * @param at when it was put, in nanoseconds of the monitor's clock
     */
    record Question(int index, long version, long at) {}

    /**
     * The instance answered the role check.
     *
     * @param server which server answered; null if it does not say
     * @param lag what it said of its replication; null if it was not asked, or does not say
     */
    record Answered(
            Question question,
            long endedAt,
            RoleCheck.Answer answer,
            long latencyNanos,
            @Nullable ServerId server,
            @Nullable Lag lag)
            implements Observation {
        @Override
        public boolean signOfLife() {
            return true;
        }
    }

    /**
     * The instance gave no usable answer.
     *
     * @param evidence what happened, in words
     */
    record Failed(Question question, long endedAt, Meaning meaning, FailureKind kind, String evidence)
            implements Observation {
        @Override
        public boolean signOfLife() {
            return meaning == Meaning.UNUSABLE;
        }
    }

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
