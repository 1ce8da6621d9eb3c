package io.github.proxysqljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application added to the batch of a prepared statement. Immutable. */
final class BatchEntry implements Binding<PreparedStatement> {
    private final @Nullable Binding<PreparedStatement>[] row;
    private final @Nullable String text;

    private BatchEntry(@Nullable Binding<PreparedStatement>[] row, @Nullable String text) {
        this.row = row;
        this.text = text;
    }

    /** A row of parameters. */
    static BatchEntry row(@Nullable Binding<PreparedStatement>[] row) {
        return new BatchEntry(row, null);
    }

    /** A text among the rows. */
    static BatchEntry text(String text) {
        return new BatchEntry(RoutedPreparedStatement.NONE, text);
    }

    /** What several calls weigh together; {@link #UNKNOWN} if one of them cannot be kept. */
    static long weight(List<Binding<PreparedStatement>> calls) {
        long sum = 0;
        for (Binding<PreparedStatement> each : calls) {
            if (each.weight() == UNKNOWN) {
                return UNKNOWN;
            }
            sum += each.weight();
        }
        return sum;
    }

    /** What parameters weigh together; {@link #UNKNOWN} if one of them cannot be kept. */
    static long weight(@Nullable Binding<PreparedStatement>[] row) {
        long sum = 0;
        for (Binding<PreparedStatement> each : row) {
            long weight = each == null ? 0 : each.weight();
            if (weight == UNKNOWN) {
                return UNKNOWN;
            }
            sum += weight;
        }
        return sum;
    }

    /** The parameters as they are now, whatever the application does with them later. */
    static @Nullable Binding<PreparedStatement>[] asItIsNow(@Nullable Binding<PreparedStatement>[] row) {
        @Nullable Binding<PreparedStatement>[] copy = row.clone();
        for (int i = 0; i < copy.length; i++) {
            Binding<PreparedStatement> binding = copy[i];
            copy[i] = binding == null ? null : binding.asItIsNow();
        }
        return copy;
    }

    @Override
    public Binding<PreparedStatement> asItIsNow() {
        return new BatchEntry(asItIsNow(row), text);
    }

    @Override
    public void on(PreparedStatement prepared) throws SQLException {
        if (text == null) {
            RoutedPreparedStatement.set(row, prepared);
            prepared.addBatch();
        } else {
            prepared.addBatch(text);
        }
    }

    @Override
    public long weight() {
        return text == null ? weight(row) : SMALL + text.length();
    }
}
