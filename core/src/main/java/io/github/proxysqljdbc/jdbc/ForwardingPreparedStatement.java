package io.github.proxysqljdbc.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends each method of {@link PreparedStatement} to
 * the next physical statement, by recording each parameter with its exact overload.
 *
 * <p>Written by {@code ForwardingSources}; do not edit.
 */
@NullUnmarked
@SuppressWarnings("deprecation")
abstract class ForwardingPreparedStatement extends RoutedStatement implements PreparedStatement {
    ForwardingPreparedStatement(RoutedConnection connection, String sql, Factory factory) throws SQLException {
        super(connection, factory);
    }

    /** Keeps a parameter, to be set on each physical statement. */
    abstract void bind(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;

    /** Keeps a parameter that can be read once only. */
    abstract void bindOnce(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;

    /** Keeps a parameter that is sent in pieces. */
    abstract void bindLarge(int parameterIndex, Binding<PreparedStatement> binding) throws SQLException;

    /** Keeps a parameter that may be a stream, or an array that may change. */
    abstract <V> void bindObject(int parameterIndex, V value, Setting<PreparedStatement, V> setting)
            throws SQLException;

    /** Keeps a date and its calendar, which both may change. */
    abstract <V> void bindDate(
            int parameterIndex, V value, Calendar calendar, Setting.Dated<PreparedStatement, V> setting)
            throws SQLException;

    @Override
    public void setArray(int parameterIndex, Array second) throws SQLException {
        bind(parameterIndex, statement -> statement.setArray(parameterIndex, second));
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setAsciiStream(parameterIndex, second));
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream second, int third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setAsciiStream(parameterIndex, second, third));
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setAsciiStream(parameterIndex, second, third));
    }

    @Override
    public void setBigDecimal(int parameterIndex, BigDecimal second) throws SQLException {
        bind(parameterIndex, statement -> statement.setBigDecimal(parameterIndex, second));
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setBinaryStream(parameterIndex, second));
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream second, int third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setBinaryStream(parameterIndex, second, third));
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setBinaryStream(parameterIndex, second, third));
    }

    @Override
    public void setBlob(int parameterIndex, InputStream second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setBlob(parameterIndex, second));
    }

    @Override
    public void setBlob(int parameterIndex, InputStream second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setBlob(parameterIndex, second, third));
    }

    @Override
    public void setBlob(int parameterIndex, Blob second) throws SQLException {
        bindLarge(parameterIndex, statement -> statement.setBlob(parameterIndex, second));
    }

    @Override
    public void setBoolean(int parameterIndex, boolean second) throws SQLException {
        bind(parameterIndex, statement -> statement.setBoolean(parameterIndex, second));
    }

    @Override
    public void setByte(int parameterIndex, byte second) throws SQLException {
        bind(parameterIndex, statement -> statement.setByte(parameterIndex, second));
    }

    @Override
    public void setBytes(int parameterIndex, byte[] second) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setBytes(parameterIndex, value));
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setCharacterStream(parameterIndex, second));
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader second, int third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setCharacterStream(parameterIndex, second, third));
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setCharacterStream(parameterIndex, second, third));
    }

    @Override
    public void setClob(int parameterIndex, Reader second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setClob(parameterIndex, second));
    }

    @Override
    public void setClob(int parameterIndex, Reader second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setClob(parameterIndex, second, third));
    }

    @Override
    public void setClob(int parameterIndex, Clob second) throws SQLException {
        bindLarge(parameterIndex, statement -> statement.setClob(parameterIndex, second));
    }

    @Override
    public void setDate(int parameterIndex, Date second) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setDate(parameterIndex, value));
    }

    @Override
    public void setDate(int parameterIndex, Date second, Calendar third) throws SQLException {
        bindDate(parameterIndex, second, third, (statement, value, calendar) -> statement.setDate(parameterIndex, value, calendar));
    }

    @Override
    public void setDouble(int parameterIndex, double second) throws SQLException {
        bind(parameterIndex, statement -> statement.setDouble(parameterIndex, second));
    }

    @Override
    public void setFloat(int parameterIndex, float second) throws SQLException {
        bind(parameterIndex, statement -> statement.setFloat(parameterIndex, second));
    }

    @Override
    public void setInt(int parameterIndex, int second) throws SQLException {
        bind(parameterIndex, statement -> statement.setInt(parameterIndex, second));
    }

    @Override
    public void setLong(int parameterIndex, long second) throws SQLException {
        bind(parameterIndex, statement -> statement.setLong(parameterIndex, second));
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setNCharacterStream(parameterIndex, second));
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setNCharacterStream(parameterIndex, second, third));
    }

    @Override
    public void setNClob(int parameterIndex, Reader second) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setNClob(parameterIndex, second));
    }

    @Override
    public void setNClob(int parameterIndex, Reader second, long third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setNClob(parameterIndex, second, third));
    }

    @Override
    public void setNClob(int parameterIndex, NClob second) throws SQLException {
        bindLarge(parameterIndex, statement -> statement.setNClob(parameterIndex, second));
    }

    @Override
    public void setNString(int parameterIndex, String second) throws SQLException {
        bind(parameterIndex, new TextBinding(parameterIndex, second, true));
    }

    @Override
    public void setNull(int parameterIndex, int second) throws SQLException {
        bind(parameterIndex, statement -> statement.setNull(parameterIndex, second));
    }

    @Override
    public void setNull(int parameterIndex, int second, String third) throws SQLException {
        bind(parameterIndex, statement -> statement.setNull(parameterIndex, second, third));
    }

    @Override
    public void setObject(int parameterIndex, Object second) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setObject(parameterIndex, value));
    }

    @Override
    public void setObject(int parameterIndex, Object second, int third) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setObject(parameterIndex, value, third));
    }

    @Override
    public void setObject(int parameterIndex, Object second, int third, int fourth) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setObject(parameterIndex, value, third, fourth));
    }

    @Override
    public void setObject(int parameterIndex, Object second, SQLType third) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setObject(parameterIndex, value, third));
    }

    @Override
    public void setObject(int parameterIndex, Object second, SQLType third, int fourth) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setObject(parameterIndex, value, third, fourth));
    }

    @Override
    public void setRef(int parameterIndex, Ref second) throws SQLException {
        bind(parameterIndex, statement -> statement.setRef(parameterIndex, second));
    }

    @Override
    public void setRowId(int parameterIndex, RowId second) throws SQLException {
        bind(parameterIndex, statement -> statement.setRowId(parameterIndex, second));
    }

    @Override
    public void setSQLXML(int parameterIndex, SQLXML second) throws SQLException {
        bindLarge(parameterIndex, statement -> statement.setSQLXML(parameterIndex, second));
    }

    @Override
    public void setShort(int parameterIndex, short second) throws SQLException {
        bind(parameterIndex, statement -> statement.setShort(parameterIndex, second));
    }

    @Override
    public void setString(int parameterIndex, String second) throws SQLException {
        bind(parameterIndex, new TextBinding(parameterIndex, second, false));
    }

    @Override
    public void setTime(int parameterIndex, Time second) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setTime(parameterIndex, value));
    }

    @Override
    public void setTime(int parameterIndex, Time second, Calendar third) throws SQLException {
        bindDate(parameterIndex, second, third, (statement, value, calendar) -> statement.setTime(parameterIndex, value, calendar));
    }

    @Override
    public void setTimestamp(int parameterIndex, Timestamp second) throws SQLException {
        bindObject(parameterIndex, second, (statement, value) -> statement.setTimestamp(parameterIndex, value));
    }

    @Override
    public void setTimestamp(int parameterIndex, Timestamp second, Calendar third) throws SQLException {
        bindDate(parameterIndex, second, third, (statement, value, calendar) -> statement.setTimestamp(parameterIndex, value, calendar));
    }

    @Override
    public void setURL(int parameterIndex, URL second) throws SQLException {
        bind(parameterIndex, statement -> statement.setURL(parameterIndex, second));
    }

    @Override
    public void setUnicodeStream(int parameterIndex, InputStream second, int third) throws SQLException {
        bindOnce(parameterIndex, statement -> statement.setUnicodeStream(parameterIndex, second, third));
    }
}
