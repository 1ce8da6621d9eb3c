package io.github.proxysqljdbc.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the known name that a mistyped one probably means. Stateless. */
final class Names {
    /** A longer text is compared by its beginning: it is no slip of the finger, and the work must be bounded. */
    private static final int LONGEST = 64;

    private Names() {}

    /** The known name with the smallest edit distance, case ignored; the first of several. {@code known} is not empty. */
    static String nearest(String name, Collection<String> known) {
        String sought = normalize(name);
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            if (Math.abs(sought.length() - candidate.length()) >= least) {
                continue; // a difference in length is a lower bound of the distance
            }
            int distance = distance(sought, normalize(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String normalize(String name) {
        return (name.length() > LONGEST ? name.substring(0, LONGEST) : name).toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
