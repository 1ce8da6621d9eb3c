package io.github.proxysqljdbc.examples.benchmark.cluster;

import java.util.Locale;

/** One kind of load. */
record Column(Work work, int threads) {
    /** Reads {@code work:threads}. */
    static Column of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is not work:threads");
        }
        return new Column(
                Work.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return work.name().toLowerCase(Locale.ROOT) + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
