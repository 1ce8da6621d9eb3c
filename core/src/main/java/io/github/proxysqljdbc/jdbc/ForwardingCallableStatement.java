package io.github.proxysqljdbc.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends each method of {@link CallableStatement} to
 * the physical statement: what goes in is recorded, what comes out is asked of the last execution.
 *
 * <p>Written by {@code ForwardingSources}; do not edit.
 */
@NullUnmarked
@SuppressWarnings("deprecation")
abstract class ForwardingCallableStatement extends RoutedPreparedStatement implements CallableStatement {
    ForwardingCallableStatement(RoutedConnection connection, String sql, Factory factory) throws SQLException {
        super(connection, sql, factory);
    }

    /** Keeps the registration of an OUT parameter, to be made on each physical statement. */
    abstract void register(Object parameter, Binding<CallableStatement> binding) throws SQLException;

    /** Keeps a named parameter, to be set on each physical statement. */
    abstract void bindCall(Object parameter, Binding<CallableStatement> binding) throws SQLException;

    /** Keeps a named parameter that may be an array that may change. */
    abstract <V> void bindCallObject(Object parameter, V value, Setting<CallableStatement, V> setting)
            throws SQLException;

    /** The physical statement of the last execution. */
    abstract CallableStatement executed() throws SQLException;

    @Override
    public Array getArray(int parameterIndex) throws SQLException {
        return executed().getArray(parameterIndex);
    }

    @Override
    public Array getArray(String parameterName) throws SQLException {
        return executed().getArray(parameterName);
    }

    @Override
    public BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
        return executed().getBigDecimal(parameterIndex);
    }

    @Override
    public BigDecimal getBigDecimal(int parameterIndex, int second) throws SQLException {
        return executed().getBigDecimal(parameterIndex, second);
    }

    @Override
    public BigDecimal getBigDecimal(String parameterName) throws SQLException {
        return executed().getBigDecimal(parameterName);
    }

    @Override
    public Blob getBlob(int parameterIndex) throws SQLException {
        return executed().getBlob(parameterIndex);
    }

    @Override
    public Blob getBlob(String parameterName) throws SQLException {
        return executed().getBlob(parameterName);
    }

    @Override
    public boolean getBoolean(int parameterIndex) throws SQLException {
        return executed().getBoolean(parameterIndex);
    }

    @Override
    public boolean getBoolean(String parameterName) throws SQLException {
        return executed().getBoolean(parameterName);
    }

    @Override
    public byte getByte(int parameterIndex) throws SQLException {
        return executed().getByte(parameterIndex);
    }

    @Override
    public byte getByte(String parameterName) throws SQLException {
        return executed().getByte(parameterName);
    }

    @Override
    public byte[] getBytes(int parameterIndex) throws SQLException {
        return executed().getBytes(parameterIndex);
    }

    @Override
    public byte[] getBytes(String parameterName) throws SQLException {
        return executed().getBytes(parameterName);
    }

    @Override
    public Reader getCharacterStream(int parameterIndex) throws SQLException {
        return executed().getCharacterStream(parameterIndex);
    }

    @Override
    public Reader getCharacterStream(String parameterName) throws SQLException {
        return executed().getCharacterStream(parameterName);
    }

    @Override
    public Clob getClob(int parameterIndex) throws SQLException {
        return executed().getClob(parameterIndex);
    }

    @Override
    public Clob getClob(String parameterName) throws SQLException {
        return executed().getClob(parameterName);
    }

    @Override
    public Date getDate(int parameterIndex) throws SQLException {
        return executed().getDate(parameterIndex);
    }

    @Override
    public Date getDate(int parameterIndex, Calendar second) throws SQLException {
        return executed().getDate(parameterIndex, second);
    }

    @Override
    public Date getDate(String parameterName) throws SQLException {
        return executed().getDate(parameterName);
    }

    @Override
    public Date getDate(String parameterName, Calendar second) throws SQLException {
        return executed().getDate(parameterName, second);
    }

    @Override
    public double getDouble(int parameterIndex) throws SQLException {
        return executed().getDouble(parameterIndex);
    }

    @Override
    public double getDouble(String parameterName) throws SQLException {
        return executed().getDouble(parameterName);
    }

    @Override
    public float getFloat(int parameterIndex) throws SQLException {
        return executed().getFloat(parameterIndex);
    }

    @Override
    public float getFloat(String parameterName) throws SQLException {
        return executed().getFloat(parameterName);
    }

    @Override
    public int getInt(int parameterIndex) throws SQLException {
        return executed().getInt(parameterIndex);
    }

    @Override
    public int getInt(String parameterName) throws SQLException {
        return executed().getInt(parameterName);
    }

    @Override
    public long getLong(int parameterIndex) throws SQLException {
        return executed().getLong(parameterIndex);
    }

    @Override
    public long getLong(String parameterName) throws SQLException {
        return executed().getLong(parameterName);
    }

    @Override
    public Reader getNCharacterStream(int parameterIndex) throws SQLException {
        return executed().getNCharacterStream(parameterIndex);
    }

    @Override
    public Reader getNCharacterStream(String parameterName) throws SQLException {
        return executed().getNCharacterStream(parameterName);
    }

    @Override
    public NClob getNClob(int parameterIndex) throws SQLException {
        return executed().getNClob(parameterIndex);
    }

    @Override
    public NClob getNClob(String parameterName) throws SQLException {
        return executed().getNClob(parameterName);
    }

    @Override
    public String getNString(int parameterIndex) throws SQLException {
        return executed().getNString(parameterIndex);
    }

    @Override
    public String getNString(String parameterName) throws SQLException {
        return executed().getNString(parameterName);
    }

    @Override
    public Object getObject(int parameterIndex) throws SQLException {
        return executed().getObject(parameterIndex);
    }

    @Override
    public <T> T getObject(int parameterIndex, Class<T> second) throws SQLException {
        return executed().getObject(parameterIndex, second);
    }

    @Override
    public Object getObject(int parameterIndex, Map<String, Class<?>> second) throws SQLException {
        return executed().getObject(parameterIndex, second);
    }

    @Override
    public Object getObject(String parameterName) throws SQLException {
        return executed().getObject(parameterName);
    }

    @Override
    public <T> T getObject(String parameterName, Class<T> second) throws SQLException {
        return executed().getObject(parameterName, second);
    }

    @Override
    public Object getObject(String parameterName, Map<String, Class<?>> second) throws SQLException {
        return executed().getObject(parameterName, second);
    }

    @Override
    public Ref getRef(int parameterIndex) throws SQLException {
        return executed().getRef(parameterIndex);
    }

    @Override
    public Ref getRef(String parameterName) throws SQLException {
        return executed().getRef(parameterName);
    }

    @Override
    public RowId getRowId(int parameterIndex) throws SQLException {
        return executed().getRowId(parameterIndex);
    }

    @Override
    public RowId getRowId(String parameterName) throws SQLException {
        return executed().getRowId(parameterName);
    }

    @Override
    public SQLXML getSQLXML(int parameterIndex) throws SQLException {
        return executed().getSQLXML(parameterIndex);
    }

    @Override
    public SQLXML getSQLXML(String parameterName) throws SQLException {
        return executed().getSQLXML(parameterName);
    }

    @Override
    public short getShort(int parameterIndex) throws SQLException {
        return executed().getShort(parameterIndex);
    }

    @Override
    public short getShort(String parameterName) throws SQLException {
        return executed().getShort(parameterName);
    }

    @Override
    public String getString(int parameterIndex) throws SQLException {
        return executed().getString(parameterIndex);
    }

    @Override
    public String getString(String parameterName) throws SQLException {
        return executed().getString(parameterName);
    }

    @Override
    public Time getTime(int parameterIndex) throws SQLException {
        return executed().getTime(parameterIndex);
    }

    @Override
    public Time getTime(int parameterIndex, Calendar second) throws SQLException {
        return executed().getTime(parameterIndex, second);
    }

    @Override
    public Time getTime(String parameterName) throws SQLException {
        return executed().getTime(parameterName);
    }

    @Override
    public Time getTime(String parameterName, Calendar second) throws SQLException {
        return executed().getTime(parameterName, second);
    }

    @Override
    public Timestamp getTimestamp(int parameterIndex) throws SQLException {
        return executed().getTimestamp(parameterIndex);
    }

    @Override
    public Timestamp getTimestamp(int parameterIndex, Calendar second) throws SQLException {
        return executed().getTimestamp(parameterIndex, second);
    }

    @Override
    public Timestamp getTimestamp(String parameterName) throws SQLException {
        return executed().getTimestamp(parameterName);
    }

    @Override
    public Timestamp getTimestamp(String parameterName, Calendar second) throws SQLException {
        return executed().getTimestamp(parameterName, second);
    }

    @Override
    public URL getURL(int parameterIndex) throws SQLException {
        return executed().getURL(parameterIndex);
    }

    @Override
    public URL getURL(String parameterName) throws SQLException {
        return executed().getURL(parameterName);
    }

    @Override
    public void registerOutParameter(int parameterIndex, int second) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second));
    }

    @Override
    public void registerOutParameter(int parameterIndex, int second, int third) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second, third));
    }

    @Override
    public void registerOutParameter(int parameterIndex, int second, String third) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second, third));
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType second) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second));
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType second, int third) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second, third));
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType second, String third) throws SQLException {
        register(parameterIndex, statement -> statement.registerOutParameter(parameterIndex, second, third));
    }

    @Override
    public void registerOutParameter(String parameterName, int second) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second));
    }

    @Override
    public void registerOutParameter(String parameterName, int second, int third) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second, third));
    }

    @Override
    public void registerOutParameter(String parameterName, int second, String third) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second, third));
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType second) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second));
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType second, int third) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second, third));
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType second, String third) throws SQLException {
        register(parameterName, statement -> statement.registerOutParameter(parameterName, second, third));
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream second) throws SQLException {
        bindCall(parameterName, statement -> statement.setAsciiStream(parameterName, second));
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream second, int third) throws SQLException {
        bindCall(parameterName, statement -> statement.setAsciiStream(parameterName, second, third));
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setAsciiStream(parameterName, second, third));
    }

    @Override
    public void setBigDecimal(String parameterName, BigDecimal second) throws SQLException {
        bindCall(parameterName, statement -> statement.setBigDecimal(parameterName, second));
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream second) throws SQLException {
        bindCall(parameterName, statement -> statement.setBinaryStream(parameterName, second));
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream second, int third) throws SQLException {
        bindCall(parameterName, statement -> statement.setBinaryStream(parameterName, second, third));
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setBinaryStream(parameterName, second, third));
    }

    @Override
    public void setBlob(String parameterName, InputStream second) throws SQLException {
        bindCall(parameterName, statement -> statement.setBlob(parameterName, second));
    }

    @Override
    public void setBlob(String parameterName, InputStream second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setBlob(parameterName, second, third));
    }

    @Override
    public void setBlob(String parameterName, Blob second) throws SQLException {
        bindCall(parameterName, statement -> statement.setBlob(parameterName, second));
    }

    @Override
    public void setBoolean(String parameterName, boolean second) throws SQLException {
        bindCall(parameterName, statement -> statement.setBoolean(parameterName, second));
    }

    @Override
    public void setByte(String parameterName, byte second) throws SQLException {
        bindCall(parameterName, statement -> statement.setByte(parameterName, second));
    }

    @Override
    public void setBytes(String parameterName, byte[] second) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setBytes(parameterName, value));
    }

    @Override
    public void setCharacterStream(String parameterName, Reader second) throws SQLException {
        bindCall(parameterName, statement -> statement.setCharacterStream(parameterName, second));
    }

    @Override
    public void setCharacterStream(String parameterName, Reader second, int third) throws SQLException {
        bindCall(parameterName, statement -> statement.setCharacterStream(parameterName, second, third));
    }

    @Override
    public void setCharacterStream(String parameterName, Reader second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setCharacterStream(parameterName, second, third));
    }

    @Override
    public void setClob(String parameterName, Reader second) throws SQLException {
        bindCall(parameterName, statement -> statement.setClob(parameterName, second));
    }

    @Override
    public void setClob(String parameterName, Reader second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setClob(parameterName, second, third));
    }

    @Override
    public void setClob(String parameterName, Clob second) throws SQLException {
        bindCall(parameterName, statement -> statement.setClob(parameterName, second));
    }

    @Override
    public void setDate(String parameterName, Date second) throws SQLException {
        bindCall(parameterName, statement -> statement.setDate(parameterName, second));
    }

    @Override
    public void setDate(String parameterName, Date second, Calendar third) throws SQLException {
        bindCall(parameterName, statement -> statement.setDate(parameterName, second, third));
    }

    @Override
    public void setDouble(String parameterName, double second) throws SQLException {
        bindCall(parameterName, statement -> statement.setDouble(parameterName, second));
    }

    @Override
    public void setFloat(String parameterName, float second) throws SQLException {
        bindCall(parameterName, statement -> statement.setFloat(parameterName, second));
    }

    @Override
    public void setInt(String parameterName, int second) throws SQLException {
        bindCall(parameterName, statement -> statement.setInt(parameterName, second));
    }

    @Override
    public void setLong(String parameterName, long second) throws SQLException {
        bindCall(parameterName, statement -> statement.setLong(parameterName, second));
    }

    @Override
    public void setNCharacterStream(String parameterName, Reader second) throws SQLException {
        bindCall(parameterName, statement -> statement.setNCharacterStream(parameterName, second));
    }

    @Override
    public void setNCharacterStream(String parameterName, Reader second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setNCharacterStream(parameterName, second, third));
    }

    @Override
    public void setNClob(String parameterName, Reader second) throws SQLException {
        bindCall(parameterName, statement -> statement.setNClob(parameterName, second));
    }

    @Override
    public void setNClob(String parameterName, Reader second, long third) throws SQLException {
        bindCall(parameterName, statement -> statement.setNClob(parameterName, second, third));
    }

    @Override
    public void setNClob(String parameterName, NClob second) throws SQLException {
        bindCall(parameterName, statement -> statement.setNClob(parameterName, second));
    }

    @Override
    public void setNString(String parameterName, String second) throws SQLException {
        bindCall(parameterName, statement -> statement.setNString(parameterName, second));
    }

    @Override
    public void setNull(String parameterName, int second) throws SQLException {
        bindCall(parameterName, statement -> statement.setNull(parameterName, second));
    }

    @Override
    public void setNull(String parameterName, int second, String third) throws SQLException {
        bindCall(parameterName, statement -> statement.setNull(parameterName, second, third));
    }

    @Override
    public void setObject(String parameterName, Object second) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setObject(parameterName, value));
    }

    @Override
    public void setObject(String parameterName, Object second, int third) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setObject(parameterName, value, third));
    }

    @Override
    public void setObject(String parameterName, Object second, int third, int fourth) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setObject(parameterName, value, third, fourth));
    }

    @Override
    public void setObject(String parameterName, Object second, SQLType third) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setObject(parameterName, value, third));
    }

    @Override
    public void setObject(String parameterName, Object second, SQLType third, int fourth) throws SQLException {
        bindCallObject(parameterName, second, (statement, value) -> statement.setObject(parameterName, value, third, fourth));
    }

    @Override
    public void setRowId(String parameterName, RowId second) throws SQLException {
        bindCall(parameterName, statement -> statement.setRowId(parameterName, second));
    }

    @Override
    public void setSQLXML(String parameterName, SQLXML second) throws SQLException {
        bindCall(parameterName, statement -> statement.setSQLXML(parameterName, second));
    }

    @Override
    public void setShort(String parameterName, short second) throws SQLException {
        bindCall(parameterName, statement -> statement.setShort(parameterName, second));
    }

    @Override
    public void setString(String parameterName, String second) throws SQLException {
        bindCall(parameterName, statement -> statement.setString(parameterName, second));
    }

    @Override
    public void setTime(String parameterName, Time second) throws SQLException {
        bindCall(parameterName, statement -> statement.setTime(parameterName, second));
    }

    @Override
    public void setTime(String parameterName, Time second, Calendar third) throws SQLException {
        bindCall(parameterName, statement -> statement.setTime(parameterName, second, third));
    }

    @Override
    public void setTimestamp(String parameterName, Timestamp second) throws SQLException {
        bindCall(parameterName, statement -> statement.setTimestamp(parameterName, second));
    }

    @Override
    public void setTimestamp(String parameterName, Timestamp second, Calendar third) throws SQLException {
        bindCall(parameterName, statement -> statement.setTimestamp(parameterName, second, third));
    }

    @Override
    public void setURL(String parameterName, URL second) throws SQLException {
        bindCall(parameterName, statement -> statement.setURL(parameterName, second));
    }

    @Override
    public boolean wasNull() throws SQLException {
        return executed().wasNull();
    }
}
