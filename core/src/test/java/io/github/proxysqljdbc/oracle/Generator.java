package io.github.proxysqljdbc.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes random steps: what applications do, and what they rarely do, in many sessions at once. Each seed has its own favourites, so that some
 * runs do much of what others leave out.
 */
final class Generator {
    private static final int MOST_ATTEMPTS = 50;

    private final Dice dice;
    private final int sessions;
    private final boolean replicated;
    private final List<Group> groups = new ArrayList<>();
    private final Deque<?>[] waiting;
    private int session;

    Generator(long seed, Setup setup, boolean mysql) {
        this.dice = new Dice(seed);
        this.sessions = setup.sessions();
        this.replicated = setup.options().containsKey("readerSelection");
        this.waiting = new Deque<?>[sessions];
        boolean modes = !setup.has("cachePrepStmts") || Known.PREPARED_UNDER_ANOTHER_MODE.generated();
        Rows rows = new Rows(dice);
        // Where a connection may send several statements, MySQL answers the preparation of a SET GLOBAL that it refuses
        // in
        // a way that the driver cannot read.
        boolean several = setup.has("allowMultiQueries") || setup.has("rewriteBatchedStatements");
        boolean globals = !(mysql && several && setup.has("useCursorFetch"));
        Settings settings = new Settings(dice, mysql, modes, globals);
        Transactions transactions = new Transactions(dice, mysql, replicated);
        add(18, rows::read);
        add(14, rows::write);
        add(12, new Prepared(dice)::next);
        add(12, transactions::next);
        add(8, new Questions(dice, mysql, setup.has("useCursorFetch"))::next);
        add(9, settings::inText);
        add(4, settings::byMethod);
        add(6, new Temporary(dice, mysql)::next);
        add(5, new Locks(dice)::next);
        add(8, new Results(dice, setup.has("useCursorFetch"))::next);
        add(3, new Routines(dice, setup.has("allowMultiQueries"), modes)::next);
        add(4, new Mistakes(dice)::next);
        add(2, new Definitions(dice)::next);
        add(2, nothing -> "CLOSE");
    }

    /** Adds a group as often as its weight says, and as this seed likes it. */
    private void add(int weight, Group group) {
        int liked = weight * dice.of(0, 1, 1, 1, 1, 3);
        for (int i = 0; i < Math.max(liked, 1); i++) {
            groups.add(group);
        }
    }

    /** The next step of a session that need not wait for another one. */
    Step next(Occupancy occupancy) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            if (!dice.once(2)) {
                session = dice.under(sessions);
            }
            if (occupancy.mayRun(session)) {
                return step();
            }
            if (occupancy.holds(session) && dice.once(3)) {
                break;
            }
        }
        session = holder(occupancy);
        waiting[session] = null;
        return new Step(session, Verb.CLOSE, "");
    }

    /** One of those that keep the others from working. */
    private int holder(Occupancy occupancy) {
        int first = dice.under(sessions);
        for (int i = 0; i < sessions; i++) {
            int candidate = (first + i) % sessions;
            if (occupancy.holds(candidate)) {
                return candidate;
            }
        }
        return first;
    }

    /** What is not committed has not reached a replica. */
    private static boolean readsUncommitted(Step step) {
        return step.text().contains("READ UNCOMMITTED")
                || step.text().contains("READ-UNCOMMITTED")
                || (step.verb() == Verb.ISOLATION && step.text().equals("1"));
    }

    private Step step() {
        Deque<?> lines = waiting[session];
        if (lines == null || lines.isEmpty()) {
            lines = new ArrayDeque<>(
                    groups.get(dice.under(groups.size())).next(session).lines().toList());
            waiting[session] = lines;
        }
        Step step = Step.parse(session + " " + lines.removeFirst());
        return replicated && readsUncommitted(step) ? new Step(session, Verb.GETTERS, "") : step;
    }
}
