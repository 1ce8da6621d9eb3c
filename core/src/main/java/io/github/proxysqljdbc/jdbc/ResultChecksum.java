package io.github.proxysqljdbc.jdbc;

import com.mysql.cj.jdbc.result.ResultSetImpl;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.protocol.a.result.ResultsetRowsStatic;
import com.mysql.cj.result.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A checksum over everything that an execution gave the application, or can give it: columns and the raw values of all rows, read or not; update
 * counts; generated keys; whether there are warnings. SHA-256, so that two results with the same one are the same.
 *
 * <p>Connector/J has all rows of a result in memory when an execution returns, unless they are streamed or come through a cursor; from there they are
 * taken without moving the result's own position.
 */
final class ResultChecksum {
    /** How many bytes of rows an execution may return to be compared. */
    static final long MOST_BYTES = 16L << 20;

    private static final byte ROWS = 1;
    private static final byte COUNTS = 2;
    private static final byte KEYS = 3;

    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private long bytes;
    private boolean complete = true;

    ResultChecksum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    /** Takes in a result of the driver's; all of its rows, wherever it stands. */
    void rows(ResultSet result) throws SQLException {
        if (!(result instanceof ResultSetImpl known) || !(known.getRows() instanceof ResultsetRowsStatic)) {
            complete = false;
            return;
        }
        ResultSetMetaData columns = result.getMetaData();
        int width = columns.getColumnCount();
        digest.update(ROWS);
        add(width);
        for (int i = 1; i <= width; i++) {
            add(columns.getColumnLabel(i).getBytes(StandardCharsets.UTF_8));
            add(columns.getColumnTypeName(i).getBytes(StandardCharsets.UTF_8));
        }
        ResultsetRows rows = known.getRows();
        add(rows.size());
        for (int i = 0; i < rows.size() && complete; i++) {
            row(rows.get(i), width);
        }
    }

    private void row(Row row, int width) {
        for (int i = 0; i < width; i++) {
            add(row.getNull(i) ? null : row.getBytes(i));
        }
        complete = bytes <= MOST_BYTES;
    }

    /** Takes in an update count. */
    void count(long count) {
        counts(count);
    }

    /** Takes in the update counts of a batch. */
    void counts(long... counts) {
        digest.update(COUNTS);
        add(counts.length);
        for (long each : counts) {
            add(each);
        }
    }

    /** Takes in generated keys. */
    void keys(GeneratedKeys keys) {
        digest.update(KEYS);
        for (Object[] row : keys.rows()) {
            for (Object value : row) {
                add(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void add(byte @Nullable [] value) {
        if (value == null) {
            add(-1);
        } else {
            add(value.length);
            digest.update(value);
            bytes += value.length;
        }
    }

    private void add(long value) {
        digest.update(number.putLong(0, value).array());
    }

    /** The checksum; null if a result was not complete in memory, or is too large. Ends the use of this object. */
    @Nullable
    String value() {
        return complete ? HexFormat.of().formatHex(digest.digest()) : null;
    }
}
