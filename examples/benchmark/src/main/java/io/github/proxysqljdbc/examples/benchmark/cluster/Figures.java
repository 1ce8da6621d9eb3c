package io.github.proxysqljdbc.examples.benchmark.cluster;

/**
 * What one participant did in one round.
 *
 * @param perSecond operations in a second
 * @param cpuMicros processor time of the participant's JVM for one operation, in microseconds
 * @param bytes what the loading threads allocated for one operation
 */
record Figures(double perSecond, double cpuMicros, double bytes) {
    String toLine() {
        return perSecond + " " + cpuMicros + " " + bytes;
    }

    static Figures of(String line) {
        String[] parts = line.split(" ");
        return new Figures(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }
}
