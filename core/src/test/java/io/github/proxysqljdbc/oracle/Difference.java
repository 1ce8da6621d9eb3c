package io.github.proxysqljdbc.oracle;

/**
 * A step that the two sides saw differently.
 *
 * @param index its place among the steps of its run
 */
record Difference(int index, Step step, String plain, String ours) {
    private static final int CONTEXT = 150;

    boolean exhausted() {
        return ours.equals(Side.EXHAUSTED);
    }

    /** Whether it shows the same as another one, which a shorter sequence led to. */
    boolean same(Difference other) {
        return step.equals(other.step) && exhausted() == other.exhausted();
    }

    /** With what surrounds the first difference, as results may be long. */
    @Override
    public String toString() {
        int common = 0;
        while (common < Math.min(plain.length(), ours.length()) && plain.charAt(common) == ours.charAt(common)) {
            common++;
        }
        return step + "\n    plain: " + around(plain, common) + "\n    ours:  " + around(ours, common);
    }

    private static String around(String seen, int place) {
        int from = place < CONTEXT ? 0 : place - CONTEXT;
        int to = Math.min(seen.length(), place + 2 * CONTEXT);
        return (from == 0 ? "" : "…") + seen.substring(from, to) + (to == seen.length() ? "" : "…");
    }
}
