package io.github.proxysqljdbc.examples.failover;

import io.github.proxysqljdbc.examples.failover.Attempt.Kind;
import io.github.proxysqljdbc.examples.failover.Entries.Entry;
import java.util.List;
import java.util.Map;

/**
 * What the application was told, compared with what the last writer holds.
 *
 * @param lost pieces of work that were acknowledged, and of which a row is missing
 * @param doubled pieces of work of which a row is there more than once
 * @param refusedButThere pieces of work that failed with something else than "outcome unknown", and of which a row is there
 * @param torn transactions of which some rows are there and some are not
 * @param astray pieces of work that a former writer holds and the last one does not: those that it acknowledged, and those that began when
 *     it was no writer any more
 * @param unknown pieces of work that failed with "outcome unknown"
 * @param unknownThere those of them whose rows are there
 */
record Audit(int lost, int doubled, int refusedButThere, int torn, int astray, int unknown, int unknownThere) {

    static Audit of(List<Attempt> attempts, Map<Long, List<Entry>> held, List<Stage.Stray> strays) {
        int lost = 0;
        int doubled = 0;
        int refusedButThere = 0;
        int torn = 0;
        int astray = 0;
        int unknown = 0;
        int unknownThere = 0;
        for (Attempt attempt : attempts) {
            if (attempt.kind() == Kind.READ || attempt.sequence() == 0) {
                continue;
            }
            List<Entry> entries = held.getOrDefault(attempt.row(), List.of());
            int parts = (int) entries.stream().map(Entry::part).distinct().count();
            boolean whole = parts == attempt.kind().rows();
            lost += count(attempt.acknowledged() && !whole);
            doubled += count(entries.size() > parts);
            refusedButThere += count(!attempt.acknowledged() && !attempt.outcomeUnknown() && parts > 0);
            torn += count(parts > 0 && !whole);
            astray += count(parts == 0 && isAstray(attempt, strays));
            unknown += count(attempt.outcomeUnknown());
            unknownThere += count(attempt.outcomeUnknown() && parts > 0);
        }
        return new Audit(lost, doubled, refusedButThere, torn, astray, unknown, unknownThere);
    }

    private static int count(boolean counts) {
        return counts ? 1 : 0;
    }

    private static boolean isAstray(Attempt attempt, List<Stage.Stray> strays) {
        return strays.stream()
                .filter(stray -> stray.entries().containsKey(attempt.row()))
                .anyMatch(stray -> attempt.acknowledged() || attempt.beganNanos() - stray.demotedNanos() > 0);
    }
}
