package io.github.proxysqljdbc.oracle;

/**
 * A step that the two sides saw differently.
 *
 * @param index its place among the steps of its run
 */
record Difference(int index, Step step, String plain, String ours) {
    boolean exhausted() {
        return ours.equals(Side.EXHAUSTED);
    }

    /** Whether it shows the same as another one, which a shorter sequence led to. */
    boolean same(Difference other) {
        return step.equals(other.step) && exhausted() == other.exhausted();
    }

    @Override
    public String toString() {
        return step + "\n    plain: " + plain + "\n    ours:  " + ours;
    }
}
