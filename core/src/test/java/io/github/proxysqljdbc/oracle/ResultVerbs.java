package io.github.proxysqljdbc.oracle;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Steps with results that an earlier step left open. */
final class ResultVerbs {
    private static final String NOTHING = "no result in the slot";

    private ResultVerbs() {}

    /** {@code FETCH <slot> <count>}: the next rows. */
    static String fetch(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        ResultSet rows = held.results.get(parts[0]);
        if (rows == null) {
            return NOTHING;
        }
        String seen = Seen.rows(rows, Integer.parseInt(parts[1]));
        if (seen.endsWith("end")) {
            if (parts[0].equals(held.streaming)) {
                held.streaming = null;
            }
            if (rows.getType() == ResultSet.TYPE_FORWARD_ONLY) {
                held.results.remove(parts[0]);
            }
        }
        return seen;
    }

    /** {@code SCROLL <slot> <row>}: a row by its number, from the end if negative; only on a result that scrolls. */
    static String scroll(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        ResultSet rows = held.results.get(parts[0]);
        if (rows == null) {
            return NOTHING;
        }
        boolean there = rows.absolute(Integer.parseInt(parts[1]));
        int columns = rows.getMetaData().getColumnCount();
        return there + " " + rows.getRow() + ' ' + (there ? Seen.row(rows, columns) : "") + rows.isLast();
    }

    /** {@code CHANGE_ROW <slot> <number>}: updates column v of the current row, or of the first one. */
    static String changeRow(Held held, String text) throws SQLException {
        String[] parts = text.split(" ", 2);
        ResultSet rows = held.results.get(parts[0]);
        if (rows == null) {
            return NOTHING;
        }
        if (rows.getType() == ResultSet.TYPE_FORWARD_ONLY || (rows.getRow() == 0 && !rows.first())) {
            return "no row";
        }
        rows.updateInt("v", Integer.parseInt(parts[1]));
        rows.updateRow();
        return Seen.row(rows, rows.getMetaData().getColumnCount());
    }

    /** {@code CLOSE_RESULT <slot>}. */
    static String close(Held held, String slot) throws SQLException {
        ResultSet rows = held.results.remove(slot);
        if (slot.equals(held.streaming)) {
            held.streaming = null;
        }
        if (rows == null) {
            return NOTHING;
        }
        rows.close();
        return "closed " + rows.isClosed();
    }
}
