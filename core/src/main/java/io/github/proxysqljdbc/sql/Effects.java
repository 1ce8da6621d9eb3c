package io.github.proxysqljdbc.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a statement does to, or asks of, its session beside its rows. Immutable; most statements share {@link #NONE}. */
record Effects(
        List<Pin> pins,
        List<Pin> unpins,
        Set<Diagnostic> leaves,
        Set<Diagnostic> diagnostics,
        List<String> userVariablesRead,
        List<Assignment> assignments,
        boolean implicitCommit,
        boolean checkServer,
        boolean mayReturnMoreResults,
        boolean readOnly,
        boolean readWrite,
        boolean consistentSnapshot,
        boolean chain,
        boolean release) {
    static final Effects NONE = new Effects(
            List.of(), List.of(), Set.of(), Set.of(), List.of(), List.of(), false, false, false, false, false, false,
            false, false);

    /** Whether there are none. Not by {@code equals}: a record links that when it is first called, which a JVM that starts feels. */
    boolean isEmpty() {
        boolean any = implicitCommit
                || checkServer
                || mayReturnMoreResults
                || readOnly
                || readWrite
                || consistentSnapshot
                || chain
                || release;
        return !any
                && pins.isEmpty()
                && unpins.isEmpty()
                && leaves.isEmpty()
                && diagnostics.isEmpty()
                && userVariablesRead.isEmpty()
                && assignments.isEmpty();
    }

    /** Collects effects. Not thread-safe. */
    static final class Builder {
        final Set<Pin> pins = new LinkedHashSet<>(4);
        final List<Pin> unpins = new ArrayList<>(2);
        final Set<Diagnostic> diagnostics = EnumSet.noneOf(Diagnostic.class);
        final Set<Diagnostic> leaves = EnumSet.noneOf(Diagnostic.class);
        final Set<String> userVariablesRead = new LinkedHashSet<>(4);
        final List<Assignment> assignments = new ArrayList<>(2);
        boolean implicitCommit;
        boolean checkServer;
        boolean mayReturnMoreResults;
        boolean readOnly;
        boolean readWrite;
        boolean consistentSnapshot;
        boolean chain;
        boolean release;

        void pin(Pin pin) {
            pins.add(pin);
        }

        void readsUserVariable(String name) {
            userVariablesRead.add(name);
        }

        /** Takes over what a statement does that runs together with others: what cannot be followed pins. */
        void addAll(Verdict verdict) {
            Effects other = verdict.effects();
            other.pins().forEach(this::pin);
            diagnostics.addAll(other.diagnostics());
            other.userVariablesRead().forEach(this::readsUserVariable);
            leaves.addAll(other.leaves());
            implicitCommit |= other.implicitCommit();
            checkServer |= other.checkServer();
            assignments.addAll(other.assignments());
            boolean unknown = verdict.kind() == StatementKind.UNKNOWN
                    || other.assignments().stream().anyMatch(assignment -> !assignment.literal());
            if (unknown) {
                pin(new Pin(PinKind.SESSION_STATE, null));
            }
        }

        Effects build() {
            Effects effects = new Effects(
                    List.copyOf(pins),
                    List.copyOf(unpins),
                    Set.copyOf(leaves),
                    Set.copyOf(diagnostics),
                    List.copyOf(userVariablesRead),
                    List.copyOf(assignments),
                    implicitCommit,
                    checkServer,
                    mayReturnMoreResults,
                    readOnly,
                    readWrite,
                    consistentSnapshot,
                    chain,
                    release);
            return effects.isEmpty() ? NONE : effects;
        }
    }
}
