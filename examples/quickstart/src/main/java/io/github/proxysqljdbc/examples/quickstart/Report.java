package io.github.proxysqljdbc.examples.quickstart;

import java.io.PrintStream;
import java.sql.SQLException;

/** Runs statements one by one and prints a line for each: the server that executed it, the statement, and why it went there. */
final class Report {
    private static final String LINE = "   %-9s  %-58s  %s";

    private final PrintStream out;
    private final Witness witness;
    private final Reasons reasons;

    Report(PrintStream out, Witness witness, Reasons reasons) {
        this.out = out;
        this.witness = witness;
        this.reasons = reasons;
    }

    /** What runs a statement. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    void chapter(String title) {
        out.printf("%n%s%n", title);
    }

    void header() {
        out.println();
        print("server", "statement", "why");
        print("-".repeat(9), "-".repeat(58), "-".repeat(45));
    }

    void say(String text) {
        out.println(text.isEmpty() ? "" : "   " + text);
    }

    /** Runs {@code work}, which executes {@code sql}, and prints its line. */
    void statement(String sql, Work work) throws SQLException {
        statement(sql, sql, work, "");
    }

    /**
     * Runs {@code work} and prints its line.
     *
     * @param shown what to print
     * @param sql what reaches the server
     * @param why the reason to print where the library gives none
     */
    void statement(String shown, String sql, Work work, String why) throws SQLException {
        witness.listen();
        reasons.take();
        work.run();
        String reason = reasons.take();
        print(witness.whoRan(sql), shown, reason.isEmpty() ? why : reason);
    }

    /** Makes a call that is no statement, and prints whom it reached. */
    void call(String shown, Work work) throws SQLException {
        witness.listen();
        work.run();
        String servers = witness.whoRan("");
        print(servers, shown, servers.equals("-") ? "touches no server yet" : "");
    }

    private void print(String server, String statement, String why) {
        out.printf(LINE + "%n", server, statement, why);
    }
}
