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
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends each method of {@link ResultSet} to
 * the physical result set.
 *
 * <p>Written by {@code ForwardingSources}; do not edit.
 */
@NullUnmarked
@SuppressWarnings("deprecation")
abstract class ForwardingResultSet implements ResultSet {
    /** What the calls go to. */
    abstract ResultSet delegate() throws SQLException;

    @Override
    public boolean absolute(int first) throws SQLException {
        return delegate().absolute(first);
    }

    @Override
    public void afterLast() throws SQLException {
        delegate().afterLast();
    }

    @Override
    public void beforeFirst() throws SQLException {
        delegate().beforeFirst();
    }

    @Override
    public void cancelRowUpdates() throws SQLException {
        delegate().cancelRowUpdates();
    }

    @Override
    public void clearWarnings() throws SQLException {
        delegate().clearWarnings();
    }

    @Override
    public void deleteRow() throws SQLException {
        delegate().deleteRow();
    }

    @Override
    public int findColumn(String columnLabel) throws SQLException {
        return delegate().findColumn(columnLabel);
    }

    @Override
    public boolean first() throws SQLException {
        return delegate().first();
    }

    @Override
    public Array getArray(int columnIndex) throws SQLException {
        return delegate().getArray(columnIndex);
    }

    @Override
    public Array getArray(String columnLabel) throws SQLException {
        return delegate().getArray(columnLabel);
    }

    @Override
    public InputStream getAsciiStream(int columnIndex) throws SQLException {
        return delegate().getAsciiStream(columnIndex);
    }

    @Override
    public InputStream getAsciiStream(String columnLabel) throws SQLException {
        return delegate().getAsciiStream(columnLabel);
    }

    @Override
    public BigDecimal getBigDecimal(int columnIndex) throws SQLException {
        return delegate().getBigDecimal(columnIndex);
    }

    @Override
    public BigDecimal getBigDecimal(int columnIndex, int second) throws SQLException {
        return delegate().getBigDecimal(columnIndex, second);
    }

    @Override
    public BigDecimal getBigDecimal(String columnLabel) throws SQLException {
        return delegate().getBigDecimal(columnLabel);
    }

    @Override
    public BigDecimal getBigDecimal(String columnLabel, int second) throws SQLException {
        return delegate().getBigDecimal(columnLabel, second);
    }

    @Override
    public InputStream getBinaryStream(int columnIndex) throws SQLException {
        return delegate().getBinaryStream(columnIndex);
    }

    @Override
    public InputStream getBinaryStream(String columnLabel) throws SQLException {
        return delegate().getBinaryStream(columnLabel);
    }

    @Override
    public Blob getBlob(int columnIndex) throws SQLException {
        return delegate().getBlob(columnIndex);
    }

    @Override
    public Blob getBlob(String columnLabel) throws SQLException {
        return delegate().getBlob(columnLabel);
    }

    @Override
    public boolean getBoolean(int columnIndex) throws SQLException {
        return delegate().getBoolean(columnIndex);
    }

    @Override
    public boolean getBoolean(String columnLabel) throws SQLException {
        return delegate().getBoolean(columnLabel);
    }

    @Override
    public byte getByte(int columnIndex) throws SQLException {
        return delegate().getByte(columnIndex);
    }

    @Override
    public byte getByte(String columnLabel) throws SQLException {
        return delegate().getByte(columnLabel);
    }

    @Override
    public byte[] getBytes(int columnIndex) throws SQLException {
        return delegate().getBytes(columnIndex);
    }

    @Override
    public byte[] getBytes(String columnLabel) throws SQLException {
        return delegate().getBytes(columnLabel);
    }

    @Override
    public Reader getCharacterStream(int columnIndex) throws SQLException {
        return delegate().getCharacterStream(columnIndex);
    }

    @Override
    public Reader getCharacterStream(String columnLabel) throws SQLException {
        return delegate().getCharacterStream(columnLabel);
    }

    @Override
    public Clob getClob(int columnIndex) throws SQLException {
        return delegate().getClob(columnIndex);
    }

    @Override
    public Clob getClob(String columnLabel) throws SQLException {
        return delegate().getClob(columnLabel);
    }

    @Override
    public int getConcurrency() throws SQLException {
        return delegate().getConcurrency();
    }

    @Override
    public String getCursorName() throws SQLException {
        return delegate().getCursorName();
    }

    @Override
    public Date getDate(int columnIndex) throws SQLException {
        return delegate().getDate(columnIndex);
    }

    @Override
    public Date getDate(int columnIndex, Calendar second) throws SQLException {
        return delegate().getDate(columnIndex, second);
    }

    @Override
    public Date getDate(String columnLabel) throws SQLException {
        return delegate().getDate(columnLabel);
    }

    @Override
    public Date getDate(String columnLabel, Calendar second) throws SQLException {
        return delegate().getDate(columnLabel, second);
    }

    @Override
    public double getDouble(int columnIndex) throws SQLException {
        return delegate().getDouble(columnIndex);
    }

    @Override
    public double getDouble(String columnLabel) throws SQLException {
        return delegate().getDouble(columnLabel);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return delegate().getFetchDirection();
    }

    @Override
    public int getFetchSize() throws SQLException {
        return delegate().getFetchSize();
    }

    @Override
    public float getFloat(int columnIndex) throws SQLException {
        return delegate().getFloat(columnIndex);
    }

    @Override
    public float getFloat(String columnLabel) throws SQLException {
        return delegate().getFloat(columnLabel);
    }

    @Override
    public int getHoldability() throws SQLException {
        return delegate().getHoldability();
    }

    @Override
    public int getInt(int columnIndex) throws SQLException {
        return delegate().getInt(columnIndex);
    }

    @Override
    public int getInt(String columnLabel) throws SQLException {
        return delegate().getInt(columnLabel);
    }

    @Override
    public long getLong(int columnIndex) throws SQLException {
        return delegate().getLong(columnIndex);
    }

    @Override
    public long getLong(String columnLabel) throws SQLException {
        return delegate().getLong(columnLabel);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return delegate().getMetaData();
    }

    @Override
    public Reader getNCharacterStream(int columnIndex) throws SQLException {
        return delegate().getNCharacterStream(columnIndex);
    }

    @Override
    public Reader getNCharacterStream(String columnLabel) throws SQLException {
        return delegate().getNCharacterStream(columnLabel);
    }

    @Override
    public NClob getNClob(int columnIndex) throws SQLException {
        return delegate().getNClob(columnIndex);
    }

    @Override
    public NClob getNClob(String columnLabel) throws SQLException {
        return delegate().getNClob(columnLabel);
    }

    @Override
    public String getNString(int columnIndex) throws SQLException {
        return delegate().getNString(columnIndex);
    }

    @Override
    public String getNString(String columnLabel) throws SQLException {
        return delegate().getNString(columnLabel);
    }

    @Override
    public Object getObject(int columnIndex) throws SQLException {
        return delegate().getObject(columnIndex);
    }

    @Override
    public <T> T getObject(int columnIndex, Class<T> second) throws SQLException {
        return delegate().getObject(columnIndex, second);
    }

    @Override
    public Object getObject(int columnIndex, Map<String, Class<?>> second) throws SQLException {
        return delegate().getObject(columnIndex, second);
    }

    @Override
    public Object getObject(String columnLabel) throws SQLException {
        return delegate().getObject(columnLabel);
    }

    @Override
    public <T> T getObject(String columnLabel, Class<T> second) throws SQLException {
        return delegate().getObject(columnLabel, second);
    }

    @Override
    public Object getObject(String columnLabel, Map<String, Class<?>> second) throws SQLException {
        return delegate().getObject(columnLabel, second);
    }

    @Override
    public Ref getRef(int columnIndex) throws SQLException {
        return delegate().getRef(columnIndex);
    }

    @Override
    public Ref getRef(String columnLabel) throws SQLException {
        return delegate().getRef(columnLabel);
    }

    @Override
    public int getRow() throws SQLException {
        return delegate().getRow();
    }

    @Override
    public RowId getRowId(int columnIndex) throws SQLException {
        return delegate().getRowId(columnIndex);
    }

    @Override
    public RowId getRowId(String columnLabel) throws SQLException {
        return delegate().getRowId(columnLabel);
    }

    @Override
    public SQLXML getSQLXML(int columnIndex) throws SQLException {
        return delegate().getSQLXML(columnIndex);
    }

    @Override
    public SQLXML getSQLXML(String columnLabel) throws SQLException {
        return delegate().getSQLXML(columnLabel);
    }

    @Override
    public short getShort(int columnIndex) throws SQLException {
        return delegate().getShort(columnIndex);
    }

    @Override
    public short getShort(String columnLabel) throws SQLException {
        return delegate().getShort(columnLabel);
    }

    @Override
    public String getString(int columnIndex) throws SQLException {
        return delegate().getString(columnIndex);
    }

    @Override
    public String getString(String columnLabel) throws SQLException {
        return delegate().getString(columnLabel);
    }

    @Override
    public Time getTime(int columnIndex) throws SQLException {
        return delegate().getTime(columnIndex);
    }

    @Override
    public Time getTime(int columnIndex, Calendar second) throws SQLException {
        return delegate().getTime(columnIndex, second);
    }

    @Override
    public Time getTime(String columnLabel) throws SQLException {
        return delegate().getTime(columnLabel);
    }

    @Override
    public Time getTime(String columnLabel, Calendar second) throws SQLException {
        return delegate().getTime(columnLabel, second);
    }

    @Override
    public Timestamp getTimestamp(int columnIndex) throws SQLException {
        return delegate().getTimestamp(columnIndex);
    }

    @Override
    public Timestamp getTimestamp(int columnIndex, Calendar second) throws SQLException {
        return delegate().getTimestamp(columnIndex, second);
    }

    @Override
    public Timestamp getTimestamp(String columnLabel) throws SQLException {
        return delegate().getTimestamp(columnLabel);
    }

    @Override
    public Timestamp getTimestamp(String columnLabel, Calendar second) throws SQLException {
        return delegate().getTimestamp(columnLabel, second);
    }

    @Override
    public int getType() throws SQLException {
        return delegate().getType();
    }

    @Override
    public URL getURL(int columnIndex) throws SQLException {
        return delegate().getURL(columnIndex);
    }

    @Override
    public URL getURL(String columnLabel) throws SQLException {
        return delegate().getURL(columnLabel);
    }

    @Override
    public InputStream getUnicodeStream(int columnIndex) throws SQLException {
        return delegate().getUnicodeStream(columnIndex);
    }

    @Override
    public InputStream getUnicodeStream(String columnLabel) throws SQLException {
        return delegate().getUnicodeStream(columnLabel);
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return delegate().getWarnings();
    }

    @Override
    public void insertRow() throws SQLException {
        delegate().insertRow();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return delegate().isAfterLast();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        return delegate().isBeforeFirst();
    }

    @Override
    public boolean isFirst() throws SQLException {
        return delegate().isFirst();
    }

    @Override
    public boolean isLast() throws SQLException {
        return delegate().isLast();
    }

    @Override
    public boolean last() throws SQLException {
        return delegate().last();
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        delegate().moveToCurrentRow();
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        delegate().moveToInsertRow();
    }

    @Override
    public boolean previous() throws SQLException {
        return delegate().previous();
    }

    @Override
    public void refreshRow() throws SQLException {
        delegate().refreshRow();
    }

    @Override
    public boolean relative(int first) throws SQLException {
        return delegate().relative(first);
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        return delegate().rowDeleted();
    }

    @Override
    public boolean rowInserted() throws SQLException {
        return delegate().rowInserted();
    }

    @Override
    public boolean rowUpdated() throws SQLException {
        return delegate().rowUpdated();
    }

    @Override
    public void setFetchDirection(int first) throws SQLException {
        delegate().setFetchDirection(first);
    }

    @Override
    public void setFetchSize(int first) throws SQLException {
        delegate().setFetchSize(first);
    }

    @Override
    public void updateArray(int columnIndex, Array second) throws SQLException {
        delegate().updateArray(columnIndex, second);
    }

    @Override
    public void updateArray(String columnLabel, Array second) throws SQLException {
        delegate().updateArray(columnLabel, second);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream second) throws SQLException {
        delegate().updateAsciiStream(columnIndex, second);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream second, int third) throws SQLException {
        delegate().updateAsciiStream(columnIndex, second, third);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream second, long third) throws SQLException {
        delegate().updateAsciiStream(columnIndex, second, third);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream second) throws SQLException {
        delegate().updateAsciiStream(columnLabel, second);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream second, int third) throws SQLException {
        delegate().updateAsciiStream(columnLabel, second, third);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream second, long third) throws SQLException {
        delegate().updateAsciiStream(columnLabel, second, third);
    }

    @Override
    public void updateBigDecimal(int columnIndex, BigDecimal second) throws SQLException {
        delegate().updateBigDecimal(columnIndex, second);
    }

    @Override
    public void updateBigDecimal(String columnLabel, BigDecimal second) throws SQLException {
        delegate().updateBigDecimal(columnLabel, second);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream second) throws SQLException {
        delegate().updateBinaryStream(columnIndex, second);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream second, int third) throws SQLException {
        delegate().updateBinaryStream(columnIndex, second, third);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream second, long third) throws SQLException {
        delegate().updateBinaryStream(columnIndex, second, third);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream second) throws SQLException {
        delegate().updateBinaryStream(columnLabel, second);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream second, int third) throws SQLException {
        delegate().updateBinaryStream(columnLabel, second, third);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream second, long third) throws SQLException {
        delegate().updateBinaryStream(columnLabel, second, third);
    }

    @Override
    public void updateBlob(int columnIndex, InputStream second) throws SQLException {
        delegate().updateBlob(columnIndex, second);
    }

    @Override
    public void updateBlob(int columnIndex, InputStream second, long third) throws SQLException {
        delegate().updateBlob(columnIndex, second, third);
    }

    @Override
    public void updateBlob(int columnIndex, Blob second) throws SQLException {
        delegate().updateBlob(columnIndex, second);
    }

    @Override
    public void updateBlob(String columnLabel, InputStream second) throws SQLException {
        delegate().updateBlob(columnLabel, second);
    }

    @Override
    public void updateBlob(String columnLabel, InputStream second, long third) throws SQLException {
        delegate().updateBlob(columnLabel, second, third);
    }

    @Override
    public void updateBlob(String columnLabel, Blob second) throws SQLException {
        delegate().updateBlob(columnLabel, second);
    }

    @Override
    public void updateBoolean(int columnIndex, boolean second) throws SQLException {
        delegate().updateBoolean(columnIndex, second);
    }

    @Override
    public void updateBoolean(String columnLabel, boolean second) throws SQLException {
        delegate().updateBoolean(columnLabel, second);
    }

    @Override
    public void updateByte(int columnIndex, byte second) throws SQLException {
        delegate().updateByte(columnIndex, second);
    }

    @Override
    public void updateByte(String columnLabel, byte second) throws SQLException {
        delegate().updateByte(columnLabel, second);
    }

    @Override
    public void updateBytes(int columnIndex, byte[] second) throws SQLException {
        delegate().updateBytes(columnIndex, second);
    }

    @Override
    public void updateBytes(String columnLabel, byte[] second) throws SQLException {
        delegate().updateBytes(columnLabel, second);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader second) throws SQLException {
        delegate().updateCharacterStream(columnIndex, second);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader second, int third) throws SQLException {
        delegate().updateCharacterStream(columnIndex, second, third);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader second, long third) throws SQLException {
        delegate().updateCharacterStream(columnIndex, second, third);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader second) throws SQLException {
        delegate().updateCharacterStream(columnLabel, second);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader second, int third) throws SQLException {
        delegate().updateCharacterStream(columnLabel, second, third);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader second, long third) throws SQLException {
        delegate().updateCharacterStream(columnLabel, second, third);
    }

    @Override
    public void updateClob(int columnIndex, Reader second) throws SQLException {
        delegate().updateClob(columnIndex, second);
    }

    @Override
    public void updateClob(int columnIndex, Reader second, long third) throws SQLException {
        delegate().updateClob(columnIndex, second, third);
    }

    @Override
    public void updateClob(int columnIndex, Clob second) throws SQLException {
        delegate().updateClob(columnIndex, second);
    }

    @Override
    public void updateClob(String columnLabel, Reader second) throws SQLException {
        delegate().updateClob(columnLabel, second);
    }

    @Override
    public void updateClob(String columnLabel, Reader second, long third) throws SQLException {
        delegate().updateClob(columnLabel, second, third);
    }

    @Override
    public void updateClob(String columnLabel, Clob second) throws SQLException {
        delegate().updateClob(columnLabel, second);
    }

    @Override
    public void updateDate(int columnIndex, Date second) throws SQLException {
        delegate().updateDate(columnIndex, second);
    }

    @Override
    public void updateDate(String columnLabel, Date second) throws SQLException {
        delegate().updateDate(columnLabel, second);
    }

    @Override
    public void updateDouble(int columnIndex, double second) throws SQLException {
        delegate().updateDouble(columnIndex, second);
    }

    @Override
    public void updateDouble(String columnLabel, double second) throws SQLException {
        delegate().updateDouble(columnLabel, second);
    }

    @Override
    public void updateFloat(int columnIndex, float second) throws SQLException {
        delegate().updateFloat(columnIndex, second);
    }

    @Override
    public void updateFloat(String columnLabel, float second) throws SQLException {
        delegate().updateFloat(columnLabel, second);
    }

    @Override
    public void updateInt(int columnIndex, int second) throws SQLException {
        delegate().updateInt(columnIndex, second);
    }

    @Override
    public void updateInt(String columnLabel, int second) throws SQLException {
        delegate().updateInt(columnLabel, second);
    }

    @Override
    public void updateLong(int columnIndex, long second) throws SQLException {
        delegate().updateLong(columnIndex, second);
    }

    @Override
    public void updateLong(String columnLabel, long second) throws SQLException {
        delegate().updateLong(columnLabel, second);
    }

    @Override
    public void updateNCharacterStream(int columnIndex, Reader second) throws SQLException {
        delegate().updateNCharacterStream(columnIndex, second);
    }

    @Override
    public void updateNCharacterStream(int columnIndex, Reader second, long third) throws SQLException {
        delegate().updateNCharacterStream(columnIndex, second, third);
    }

    @Override
    public void updateNCharacterStream(String columnLabel, Reader second) throws SQLException {
        delegate().updateNCharacterStream(columnLabel, second);
    }

    @Override
    public void updateNCharacterStream(String columnLabel, Reader second, long third) throws SQLException {
        delegate().updateNCharacterStream(columnLabel, second, third);
    }

    @Override
    public void updateNClob(int columnIndex, Reader second) throws SQLException {
        delegate().updateNClob(columnIndex, second);
    }

    @Override
    public void updateNClob(int columnIndex, Reader second, long third) throws SQLException {
        delegate().updateNClob(columnIndex, second, third);
    }

    @Override
    public void updateNClob(int columnIndex, NClob second) throws SQLException {
        delegate().updateNClob(columnIndex, second);
    }

    @Override
    public void updateNClob(String columnLabel, Reader second) throws SQLException {
        delegate().updateNClob(columnLabel, second);
    }

    @Override
    public void updateNClob(String columnLabel, Reader second, long third) throws SQLException {
        delegate().updateNClob(columnLabel, second, third);
    }

    @Override
    public void updateNClob(String columnLabel, NClob second) throws SQLException {
        delegate().updateNClob(columnLabel, second);
    }

    @Override
    public void updateNString(int columnIndex, String second) throws SQLException {
        delegate().updateNString(columnIndex, second);
    }

    @Override
    public void updateNString(String columnLabel, String second) throws SQLException {
        delegate().updateNString(columnLabel, second);
    }

    @Override
    public void updateNull(int columnIndex) throws SQLException {
        delegate().updateNull(columnIndex);
    }

    @Override
    public void updateNull(String columnLabel) throws SQLException {
        delegate().updateNull(columnLabel);
    }

    @Override
    public void updateObject(int columnIndex, Object second) throws SQLException {
        delegate().updateObject(columnIndex, second);
    }

    @Override
    public void updateObject(int columnIndex, Object second, int third) throws SQLException {
        delegate().updateObject(columnIndex, second, third);
    }

    @Override
    public void updateObject(int columnIndex, Object second, SQLType third) throws SQLException {
        delegate().updateObject(columnIndex, second, third);
    }

    @Override
    public void updateObject(int columnIndex, Object second, SQLType third, int fourth) throws SQLException {
        delegate().updateObject(columnIndex, second, third, fourth);
    }

    @Override
    public void updateObject(String columnLabel, Object second) throws SQLException {
        delegate().updateObject(columnLabel, second);
    }

    @Override
    public void updateObject(String columnLabel, Object second, int third) throws SQLException {
        delegate().updateObject(columnLabel, second, third);
    }

    @Override
    public void updateObject(String columnLabel, Object second, SQLType third) throws SQLException {
        delegate().updateObject(columnLabel, second, third);
    }

    @Override
    public void updateObject(String columnLabel, Object second, SQLType third, int fourth) throws SQLException {
        delegate().updateObject(columnLabel, second, third, fourth);
    }

    @Override
    public void updateRef(int columnIndex, Ref second) throws SQLException {
        delegate().updateRef(columnIndex, second);
    }

    @Override
    public void updateRef(String columnLabel, Ref second) throws SQLException {
        delegate().updateRef(columnLabel, second);
    }

    @Override
    public void updateRow() throws SQLException {
        delegate().updateRow();
    }

    @Override
    public void updateRowId(int columnIndex, RowId second) throws SQLException {
        delegate().updateRowId(columnIndex, second);
    }

    @Override
    public void updateRowId(String columnLabel, RowId second) throws SQLException {
        delegate().updateRowId(columnLabel, second);
    }

    @Override
    public void updateSQLXML(int columnIndex, SQLXML second) throws SQLException {
        delegate().updateSQLXML(columnIndex, second);
    }

    @Override
    public void updateSQLXML(String columnLabel, SQLXML second) throws SQLException {
        delegate().updateSQLXML(columnLabel, second);
    }

    @Override
    public void updateShort(int columnIndex, short second) throws SQLException {
        delegate().updateShort(columnIndex, second);
    }

    @Override
    public void updateShort(String columnLabel, short second) throws SQLException {
        delegate().updateShort(columnLabel, second);
    }

    @Override
    public void updateString(int columnIndex, String second) throws SQLException {
        delegate().updateString(columnIndex, second);
    }

    @Override
    public void updateString(String columnLabel, String second) throws SQLException {
        delegate().updateString(columnLabel, second);
    }

    @Override
    public void updateTime(int columnIndex, Time second) throws SQLException {
        delegate().updateTime(columnIndex, second);
    }

    @Override
    public void updateTime(String columnLabel, Time second) throws SQLException {
        delegate().updateTime(columnLabel, second);
    }

    @Override
    public void updateTimestamp(int columnIndex, Timestamp second) throws SQLException {
        delegate().updateTimestamp(columnIndex, second);
    }

    @Override
    public void updateTimestamp(String columnLabel, Timestamp second) throws SQLException {
        delegate().updateTimestamp(columnLabel, second);
    }

    @Override
    public boolean wasNull() throws SQLException {
        return delegate().wasNull();
    }
}
