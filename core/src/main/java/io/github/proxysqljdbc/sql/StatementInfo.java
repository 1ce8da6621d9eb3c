package io.github.proxysqljdbc.sql;

import java.util.List;
import java.util.Set;

/** What the text of one statement tells: its digest, where it belongs, why, and what it does to its session. Immutable. */
public final class StatementInfo {
    /** The {@link #reasonKey()} of what is for a reader. */
    public static final String PLAIN_READ = "plain_read";

    private final String digest;
    private final long digestHash;
    private final Verdict verdict;
    private final boolean simple;
    private final String reasonKey;

    StatementInfo(String digest, long digestHash, Verdict verdict) {
        this.digest = digest;
        this.digestHash = digestHash;
        this.verdict = verdict;
        this.simple = verdict.effects().isEmpty();
        this.reasonKey = reasonKey(verdict);
    }

    private static String reasonKey(Verdict verdict) {
        if (verdict.reader()) {
            return PLAIN_READ;
        }
        ReadDoubt doubt = verdict.doubt();
        return doubt != null ? doubt.key() : verdict.kind().key();
    }

    /** The statement with its literals taken out. A very long digest is cut; {@link #digestHash()} is that of the whole. */
    public String digest() {
        return digest;
    }

    /** 64-bit hash of the digest, for statistics; two digests may share it. */
    public long digestHash() {
        return digestHash;
    }

    public StatementKind kind() {
        return verdict.kind();
    }

    /** Where the statement belongs in a fresh session in autocommit mode. */
    public Target target() {
        return verdict.target();
    }

    /** The same statement where it belongs to the writer, for a reason that its text alone does not tell. */
    public StatementInfo atWriter(String why) {
        return new StatementInfo(
                digest,
                digestHash,
                new Verdict(
                        verdict.kind(),
                        Target.WRITER,
                        why,
                        false,
                        verdict.textOnly(),
                        verdict.effects(),
                        ReadDoubt.NOT_UNDERSTOOD));
    }

    /** Why {@link #target()}, in words, such as {@code locking read: FOR UPDATE}. A constant of this statement: no allocation. */
    public String reason() {
        return verdict.reason();
    }

    /** The reason's kind, for statistics: {@link #PLAIN_READ}, the key of a {@link ReadDoubt}, or that of {@link #kind()}. */
    public String reasonKey() {
        return reasonKey;
    }

    /**
     * Whether the statement asks for rows and its only way to the writer was caution: a function, schema or syntax that is not known to be
     * harmless. A session declared read-only may send it to a reader, where the server refuses what writes.
     */
    public boolean presumedRead() {
        return verdict.presumedRead();
    }

    /** Whether nothing but {@link #kind()}, {@link #target()} and {@link #reason()} matters: no effect on the session, no question about it. */
    public boolean simple() {
        return simple;
    }

    /** The pins that the statement causes. */
    public List<Pin> pins() {
        return verdict.effects().pins();
    }

    /** The pins that the statement ends; a pin without a name stands for all of its kind. */
    public List<Pin> unpins() {
        return verdict.effects().unpins();
    }

    /** What the statement leaves on its connection for the next one to ask for, that its answer does not tell. */
    public Set<Diagnostic> leaves() {
        return verdict.effects().leaves();
    }

    /** What the statement asks of the connection that ran the statement before. */
    public Set<Diagnostic> diagnostics() {
        return verdict.effects().diagnostics();
    }

    /** Whether it is SHOW WARNINGS or a sibling, which asks for messages and leaves them as they are. */
    public boolean asksOnlyForMessages() {
        return verdict.kind() != StatementKind.READ
                && verdict.effects().diagnostics().contains(Diagnostic.WARNINGS);
    }

    /** The user variables that the statement reads, in lower case, without {@code @}. */
    public List<String> userVariablesRead() {
        return verdict.effects().userVariablesRead();
    }

    /**
     * The assignments of a SET, in their order; the schema of a USE. Of {@link StatementKind#MULTI} those of its parts: the server has made
     * them when the text has been executed, and the session must adopt them.
     */
    public List<Assignment> assignments() {
        return verdict.effects().assignments();
    }

    /** Whether the server commits an open transaction before it executes the statement (MySQL manual, "Implicit Commit"). */
    public boolean implicitCommit() {
        return verdict.effects().implicitCommit();
    }

    /** Whether the text does not tell what runs, so that the server's session tracking must be consulted afterwards, or the session pinned. */
    public boolean checkServer() {
        return verdict.effects().checkServer();
    }

    /** Whether more than one result may come. */
    public boolean mayReturnMoreResults() {
        return verdict.effects().mayReturnMoreResults();
    }

    /** Whether rows may have been written by it, so that the answer may name an insert id. */
    public boolean mayWrite() {
        return verdict.kind() == StatementKind.WRITE || mayReturnMoreResults();
    }

    /** Of {@link StatementKind#BEGIN}: READ ONLY was written. */
    public boolean readOnly() {
        return verdict.effects().readOnly();
    }

    /** Of {@link StatementKind#BEGIN}: READ WRITE was written. */
    public boolean readWrite() {
        return verdict.effects().readWrite();
    }

    /** Of {@link StatementKind#BEGIN}: WITH CONSISTENT SNAPSHOT was written. */
    public boolean consistentSnapshot() {
        return verdict.effects().consistentSnapshot();
    }

    /** Of COMMIT and ROLLBACK: AND CHAIN was written. */
    public boolean chain() {
        return verdict.effects().chain();
    }

    /** Of COMMIT and ROLLBACK: RELEASE was written. */
    public boolean release() {
        return verdict.effects().release();
    }

    /** Whether other texts with the same digest may mean something else, because a literal matters. */
    public boolean classByTextOnly() {
        return verdict.textOnly();
    }

    Verdict verdict() {
        return verdict;
    }

    @Override
    public String toString() {
        return verdict.kind() + " to " + verdict.target() + ": " + verdict.reason() + " [" + digest + "]";
    }
}
