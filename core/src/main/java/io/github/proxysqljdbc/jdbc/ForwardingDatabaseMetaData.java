package io.github.proxysqljdbc.jdbc;

import io.github.proxysqljdbc.session.Question;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends each method of {@link DatabaseMetaData} to
 * whichever physical connection is at hand.
 *
 * <p>Written by {@code ForwardingSources}; do not edit.
 */
@NullUnmarked
@SuppressWarnings("deprecation")
abstract class ForwardingDatabaseMetaData implements DatabaseMetaData {
    /** Asks the metadata of a physical connection. */
    abstract <T> T ask(Question<DatabaseMetaData, T> question) throws SQLException;

    /** Asks for a result set, which keeps its physical connection until it is closed. */
    abstract ResultSet list(Question<DatabaseMetaData, ResultSet> question) throws SQLException;

    @Override
    public boolean allProceduresAreCallable() throws SQLException {
        return ask(metaData -> metaData.allProceduresAreCallable());
    }

    @Override
    public boolean allTablesAreSelectable() throws SQLException {
        return ask(metaData -> metaData.allTablesAreSelectable());
    }

    @Override
    public boolean autoCommitFailureClosesAllResultSets() throws SQLException {
        return ask(metaData -> metaData.autoCommitFailureClosesAllResultSets());
    }

    @Override
    public boolean dataDefinitionCausesTransactionCommit() throws SQLException {
        return ask(metaData -> metaData.dataDefinitionCausesTransactionCommit());
    }

    @Override
    public boolean dataDefinitionIgnoredInTransactions() throws SQLException {
        return ask(metaData -> metaData.dataDefinitionIgnoredInTransactions());
    }

    @Override
    public boolean deletesAreDetected(int first) throws SQLException {
        return ask(metaData -> metaData.deletesAreDetected(first));
    }

    @Override
    public boolean doesMaxRowSizeIncludeBlobs() throws SQLException {
        return ask(metaData -> metaData.doesMaxRowSizeIncludeBlobs());
    }

    @Override
    public boolean generatedKeyAlwaysReturned() throws SQLException {
        return ask(metaData -> metaData.generatedKeyAlwaysReturned());
    }

    @Override
    public ResultSet getAttributes(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getAttributes(first, second, third, fourth));
    }

    @Override
    public ResultSet getBestRowIdentifier(String first, String second, String third, int fourth, boolean fifth) throws SQLException {
        return list(metaData -> metaData.getBestRowIdentifier(first, second, third, fourth, fifth));
    }

    @Override
    public String getCatalogSeparator() throws SQLException {
        return ask(metaData -> metaData.getCatalogSeparator());
    }

    @Override
    public String getCatalogTerm() throws SQLException {
        return ask(metaData -> metaData.getCatalogTerm());
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return list(metaData -> metaData.getCatalogs());
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return list(metaData -> metaData.getClientInfoProperties());
    }

    @Override
    public ResultSet getColumnPrivileges(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getColumnPrivileges(first, second, third, fourth));
    }

    @Override
    public ResultSet getColumns(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getColumns(first, second, third, fourth));
    }

    @Override
    public ResultSet getCrossReference(String first, String second, String third, String fourth, String fifth, String sixth) throws SQLException {
        return list(metaData -> metaData.getCrossReference(first, second, third, fourth, fifth, sixth));
    }

    @Override
    public int getDatabaseMajorVersion() throws SQLException {
        return ask(metaData -> metaData.getDatabaseMajorVersion());
    }

    @Override
    public int getDatabaseMinorVersion() throws SQLException {
        return ask(metaData -> metaData.getDatabaseMinorVersion());
    }

    @Override
    public String getDatabaseProductName() throws SQLException {
        return ask(metaData -> metaData.getDatabaseProductName());
    }

    @Override
    public String getDatabaseProductVersion() throws SQLException {
        return ask(metaData -> metaData.getDatabaseProductVersion());
    }

    @Override
    public int getDefaultTransactionIsolation() throws SQLException {
        return ask(metaData -> metaData.getDefaultTransactionIsolation());
    }

    @Override
    public String getDriverName() throws SQLException {
        return ask(metaData -> metaData.getDriverName());
    }

    @Override
    public String getDriverVersion() throws SQLException {
        return ask(metaData -> metaData.getDriverVersion());
    }

    @Override
    public ResultSet getExportedKeys(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getExportedKeys(first, second, third));
    }

    @Override
    public String getExtraNameCharacters() throws SQLException {
        return ask(metaData -> metaData.getExtraNameCharacters());
    }

    @Override
    public ResultSet getFunctionColumns(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getFunctionColumns(first, second, third, fourth));
    }

    @Override
    public ResultSet getFunctions(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getFunctions(first, second, third));
    }

    @Override
    public String getIdentifierQuoteString() throws SQLException {
        return ask(metaData -> metaData.getIdentifierQuoteString());
    }

    @Override
    public ResultSet getImportedKeys(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getImportedKeys(first, second, third));
    }

    @Override
    public ResultSet getIndexInfo(String first, String second, String third, boolean fourth, boolean fifth) throws SQLException {
        return list(metaData -> metaData.getIndexInfo(first, second, third, fourth, fifth));
    }

    @Override
    public int getJDBCMajorVersion() throws SQLException {
        return ask(metaData -> metaData.getJDBCMajorVersion());
    }

    @Override
    public int getJDBCMinorVersion() throws SQLException {
        return ask(metaData -> metaData.getJDBCMinorVersion());
    }

    @Override
    public int getMaxBinaryLiteralLength() throws SQLException {
        return ask(metaData -> metaData.getMaxBinaryLiteralLength());
    }

    @Override
    public int getMaxCatalogNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxCatalogNameLength());
    }

    @Override
    public int getMaxCharLiteralLength() throws SQLException {
        return ask(metaData -> metaData.getMaxCharLiteralLength());
    }

    @Override
    public int getMaxColumnNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnNameLength());
    }

    @Override
    public int getMaxColumnsInGroupBy() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnsInGroupBy());
    }

    @Override
    public int getMaxColumnsInIndex() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnsInIndex());
    }

    @Override
    public int getMaxColumnsInOrderBy() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnsInOrderBy());
    }

    @Override
    public int getMaxColumnsInSelect() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnsInSelect());
    }

    @Override
    public int getMaxColumnsInTable() throws SQLException {
        return ask(metaData -> metaData.getMaxColumnsInTable());
    }

    @Override
    public int getMaxConnections() throws SQLException {
        return ask(metaData -> metaData.getMaxConnections());
    }

    @Override
    public int getMaxCursorNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxCursorNameLength());
    }

    @Override
    public int getMaxIndexLength() throws SQLException {
        return ask(metaData -> metaData.getMaxIndexLength());
    }

    @Override
    public long getMaxLogicalLobSize() throws SQLException {
        return ask(metaData -> metaData.getMaxLogicalLobSize());
    }

    @Override
    public int getMaxProcedureNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxProcedureNameLength());
    }

    @Override
    public int getMaxRowSize() throws SQLException {
        return ask(metaData -> metaData.getMaxRowSize());
    }

    @Override
    public int getMaxSchemaNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxSchemaNameLength());
    }

    @Override
    public int getMaxStatementLength() throws SQLException {
        return ask(metaData -> metaData.getMaxStatementLength());
    }

    @Override
    public int getMaxStatements() throws SQLException {
        return ask(metaData -> metaData.getMaxStatements());
    }

    @Override
    public int getMaxTableNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxTableNameLength());
    }

    @Override
    public int getMaxTablesInSelect() throws SQLException {
        return ask(metaData -> metaData.getMaxTablesInSelect());
    }

    @Override
    public int getMaxUserNameLength() throws SQLException {
        return ask(metaData -> metaData.getMaxUserNameLength());
    }

    @Override
    public String getNumericFunctions() throws SQLException {
        return ask(metaData -> metaData.getNumericFunctions());
    }

    @Override
    public ResultSet getPrimaryKeys(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getPrimaryKeys(first, second, third));
    }

    @Override
    public ResultSet getProcedureColumns(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getProcedureColumns(first, second, third, fourth));
    }

    @Override
    public String getProcedureTerm() throws SQLException {
        return ask(metaData -> metaData.getProcedureTerm());
    }

    @Override
    public ResultSet getProcedures(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getProcedures(first, second, third));
    }

    @Override
    public ResultSet getPseudoColumns(String first, String second, String third, String fourth) throws SQLException {
        return list(metaData -> metaData.getPseudoColumns(first, second, third, fourth));
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return ask(metaData -> metaData.getResultSetHoldability());
    }

    @Override
    public RowIdLifetime getRowIdLifetime() throws SQLException {
        return ask(metaData -> metaData.getRowIdLifetime());
    }

    @Override
    public String getSQLKeywords() throws SQLException {
        return ask(metaData -> metaData.getSQLKeywords());
    }

    @Override
    public int getSQLStateType() throws SQLException {
        return ask(metaData -> metaData.getSQLStateType());
    }

    @Override
    public String getSchemaTerm() throws SQLException {
        return ask(metaData -> metaData.getSchemaTerm());
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return list(metaData -> metaData.getSchemas());
    }

    @Override
    public ResultSet getSchemas(String first, String second) throws SQLException {
        return list(metaData -> metaData.getSchemas(first, second));
    }

    @Override
    public String getSearchStringEscape() throws SQLException {
        return ask(metaData -> metaData.getSearchStringEscape());
    }

    @Override
    public String getStringFunctions() throws SQLException {
        return ask(metaData -> metaData.getStringFunctions());
    }

    @Override
    public ResultSet getSuperTables(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getSuperTables(first, second, third));
    }

    @Override
    public ResultSet getSuperTypes(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getSuperTypes(first, second, third));
    }

    @Override
    public String getSystemFunctions() throws SQLException {
        return ask(metaData -> metaData.getSystemFunctions());
    }

    @Override
    public ResultSet getTablePrivileges(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getTablePrivileges(first, second, third));
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return list(metaData -> metaData.getTableTypes());
    }

    @Override
    public ResultSet getTables(String first, String second, String third, String[] fourth) throws SQLException {
        return list(metaData -> metaData.getTables(first, second, third, fourth));
    }

    @Override
    public String getTimeDateFunctions() throws SQLException {
        return ask(metaData -> metaData.getTimeDateFunctions());
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return list(metaData -> metaData.getTypeInfo());
    }

    @Override
    public ResultSet getUDTs(String first, String second, String third, int[] fourth) throws SQLException {
        return list(metaData -> metaData.getUDTs(first, second, third, fourth));
    }

    @Override
    public String getURL() throws SQLException {
        return ask(metaData -> metaData.getURL());
    }

    @Override
    public String getUserName() throws SQLException {
        return ask(metaData -> metaData.getUserName());
    }

    @Override
    public ResultSet getVersionColumns(String first, String second, String third) throws SQLException {
        return list(metaData -> metaData.getVersionColumns(first, second, third));
    }

    @Override
    public boolean insertsAreDetected(int first) throws SQLException {
        return ask(metaData -> metaData.insertsAreDetected(first));
    }

    @Override
    public boolean isCatalogAtStart() throws SQLException {
        return ask(metaData -> metaData.isCatalogAtStart());
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return ask(metaData -> metaData.isReadOnly());
    }

    @Override
    public boolean locatorsUpdateCopy() throws SQLException {
        return ask(metaData -> metaData.locatorsUpdateCopy());
    }

    @Override
    public boolean nullPlusNonNullIsNull() throws SQLException {
        return ask(metaData -> metaData.nullPlusNonNullIsNull());
    }

    @Override
    public boolean nullsAreSortedAtEnd() throws SQLException {
        return ask(metaData -> metaData.nullsAreSortedAtEnd());
    }

    @Override
    public boolean nullsAreSortedAtStart() throws SQLException {
        return ask(metaData -> metaData.nullsAreSortedAtStart());
    }

    @Override
    public boolean nullsAreSortedHigh() throws SQLException {
        return ask(metaData -> metaData.nullsAreSortedHigh());
    }

    @Override
    public boolean nullsAreSortedLow() throws SQLException {
        return ask(metaData -> metaData.nullsAreSortedLow());
    }

    @Override
    public boolean othersDeletesAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.othersDeletesAreVisible(first));
    }

    @Override
    public boolean othersInsertsAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.othersInsertsAreVisible(first));
    }

    @Override
    public boolean othersUpdatesAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.othersUpdatesAreVisible(first));
    }

    @Override
    public boolean ownDeletesAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.ownDeletesAreVisible(first));
    }

    @Override
    public boolean ownInsertsAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.ownInsertsAreVisible(first));
    }

    @Override
    public boolean ownUpdatesAreVisible(int first) throws SQLException {
        return ask(metaData -> metaData.ownUpdatesAreVisible(first));
    }

    @Override
    public boolean storesLowerCaseIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesLowerCaseIdentifiers());
    }

    @Override
    public boolean storesLowerCaseQuotedIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesLowerCaseQuotedIdentifiers());
    }

    @Override
    public boolean storesMixedCaseIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesMixedCaseIdentifiers());
    }

    @Override
    public boolean storesMixedCaseQuotedIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesMixedCaseQuotedIdentifiers());
    }

    @Override
    public boolean storesUpperCaseIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesUpperCaseIdentifiers());
    }

    @Override
    public boolean storesUpperCaseQuotedIdentifiers() throws SQLException {
        return ask(metaData -> metaData.storesUpperCaseQuotedIdentifiers());
    }

    @Override
    public boolean supportsANSI92EntryLevelSQL() throws SQLException {
        return ask(metaData -> metaData.supportsANSI92EntryLevelSQL());
    }

    @Override
    public boolean supportsANSI92FullSQL() throws SQLException {
        return ask(metaData -> metaData.supportsANSI92FullSQL());
    }

    @Override
    public boolean supportsANSI92IntermediateSQL() throws SQLException {
        return ask(metaData -> metaData.supportsANSI92IntermediateSQL());
    }

    @Override
    public boolean supportsAlterTableWithAddColumn() throws SQLException {
        return ask(metaData -> metaData.supportsAlterTableWithAddColumn());
    }

    @Override
    public boolean supportsAlterTableWithDropColumn() throws SQLException {
        return ask(metaData -> metaData.supportsAlterTableWithDropColumn());
    }

    @Override
    public boolean supportsBatchUpdates() throws SQLException {
        return ask(metaData -> metaData.supportsBatchUpdates());
    }

    @Override
    public boolean supportsCatalogsInDataManipulation() throws SQLException {
        return ask(metaData -> metaData.supportsCatalogsInDataManipulation());
    }

    @Override
    public boolean supportsCatalogsInIndexDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsCatalogsInIndexDefinitions());
    }

    @Override
    public boolean supportsCatalogsInPrivilegeDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsCatalogsInPrivilegeDefinitions());
    }

    @Override
    public boolean supportsCatalogsInProcedureCalls() throws SQLException {
        return ask(metaData -> metaData.supportsCatalogsInProcedureCalls());
    }

    @Override
    public boolean supportsCatalogsInTableDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsCatalogsInTableDefinitions());
    }

    @Override
    public boolean supportsColumnAliasing() throws SQLException {
        return ask(metaData -> metaData.supportsColumnAliasing());
    }

    @Override
    public boolean supportsConvert() throws SQLException {
        return ask(metaData -> metaData.supportsConvert());
    }

    @Override
    public boolean supportsConvert(int first, int second) throws SQLException {
        return ask(metaData -> metaData.supportsConvert(first, second));
    }

    @Override
    public boolean supportsCoreSQLGrammar() throws SQLException {
        return ask(metaData -> metaData.supportsCoreSQLGrammar());
    }

    @Override
    public boolean supportsCorrelatedSubqueries() throws SQLException {
        return ask(metaData -> metaData.supportsCorrelatedSubqueries());
    }

    @Override
    public boolean supportsDataDefinitionAndDataManipulationTransactions() throws SQLException {
        return ask(metaData -> metaData.supportsDataDefinitionAndDataManipulationTransactions());
    }

    @Override
    public boolean supportsDataManipulationTransactionsOnly() throws SQLException {
        return ask(metaData -> metaData.supportsDataManipulationTransactionsOnly());
    }

    @Override
    public boolean supportsDifferentTableCorrelationNames() throws SQLException {
        return ask(metaData -> metaData.supportsDifferentTableCorrelationNames());
    }

    @Override
    public boolean supportsExpressionsInOrderBy() throws SQLException {
        return ask(metaData -> metaData.supportsExpressionsInOrderBy());
    }

    @Override
    public boolean supportsExtendedSQLGrammar() throws SQLException {
        return ask(metaData -> metaData.supportsExtendedSQLGrammar());
    }

    @Override
    public boolean supportsFullOuterJoins() throws SQLException {
        return ask(metaData -> metaData.supportsFullOuterJoins());
    }

    @Override
    public boolean supportsGetGeneratedKeys() throws SQLException {
        return ask(metaData -> metaData.supportsGetGeneratedKeys());
    }

    @Override
    public boolean supportsGroupBy() throws SQLException {
        return ask(metaData -> metaData.supportsGroupBy());
    }

    @Override
    public boolean supportsGroupByBeyondSelect() throws SQLException {
        return ask(metaData -> metaData.supportsGroupByBeyondSelect());
    }

    @Override
    public boolean supportsGroupByUnrelated() throws SQLException {
        return ask(metaData -> metaData.supportsGroupByUnrelated());
    }

    @Override
    public boolean supportsIntegrityEnhancementFacility() throws SQLException {
        return ask(metaData -> metaData.supportsIntegrityEnhancementFacility());
    }

    @Override
    public boolean supportsLikeEscapeClause() throws SQLException {
        return ask(metaData -> metaData.supportsLikeEscapeClause());
    }

    @Override
    public boolean supportsLimitedOuterJoins() throws SQLException {
        return ask(metaData -> metaData.supportsLimitedOuterJoins());
    }

    @Override
    public boolean supportsMinimumSQLGrammar() throws SQLException {
        return ask(metaData -> metaData.supportsMinimumSQLGrammar());
    }

    @Override
    public boolean supportsMixedCaseIdentifiers() throws SQLException {
        return ask(metaData -> metaData.supportsMixedCaseIdentifiers());
    }

    @Override
    public boolean supportsMixedCaseQuotedIdentifiers() throws SQLException {
        return ask(metaData -> metaData.supportsMixedCaseQuotedIdentifiers());
    }

    @Override
    public boolean supportsMultipleOpenResults() throws SQLException {
        return ask(metaData -> metaData.supportsMultipleOpenResults());
    }

    @Override
    public boolean supportsMultipleResultSets() throws SQLException {
        return ask(metaData -> metaData.supportsMultipleResultSets());
    }

    @Override
    public boolean supportsMultipleTransactions() throws SQLException {
        return ask(metaData -> metaData.supportsMultipleTransactions());
    }

    @Override
    public boolean supportsNamedParameters() throws SQLException {
        return ask(metaData -> metaData.supportsNamedParameters());
    }

    @Override
    public boolean supportsNonNullableColumns() throws SQLException {
        return ask(metaData -> metaData.supportsNonNullableColumns());
    }

    @Override
    public boolean supportsOpenCursorsAcrossCommit() throws SQLException {
        return ask(metaData -> metaData.supportsOpenCursorsAcrossCommit());
    }

    @Override
    public boolean supportsOpenCursorsAcrossRollback() throws SQLException {
        return ask(metaData -> metaData.supportsOpenCursorsAcrossRollback());
    }

    @Override
    public boolean supportsOpenStatementsAcrossCommit() throws SQLException {
        return ask(metaData -> metaData.supportsOpenStatementsAcrossCommit());
    }

    @Override
    public boolean supportsOpenStatementsAcrossRollback() throws SQLException {
        return ask(metaData -> metaData.supportsOpenStatementsAcrossRollback());
    }

    @Override
    public boolean supportsOrderByUnrelated() throws SQLException {
        return ask(metaData -> metaData.supportsOrderByUnrelated());
    }

    @Override
    public boolean supportsOuterJoins() throws SQLException {
        return ask(metaData -> metaData.supportsOuterJoins());
    }

    @Override
    public boolean supportsPositionedDelete() throws SQLException {
        return ask(metaData -> metaData.supportsPositionedDelete());
    }

    @Override
    public boolean supportsPositionedUpdate() throws SQLException {
        return ask(metaData -> metaData.supportsPositionedUpdate());
    }

    @Override
    public boolean supportsRefCursors() throws SQLException {
        return ask(metaData -> metaData.supportsRefCursors());
    }

    @Override
    public boolean supportsResultSetConcurrency(int first, int second) throws SQLException {
        return ask(metaData -> metaData.supportsResultSetConcurrency(first, second));
    }

    @Override
    public boolean supportsResultSetHoldability(int first) throws SQLException {
        return ask(metaData -> metaData.supportsResultSetHoldability(first));
    }

    @Override
    public boolean supportsResultSetType(int first) throws SQLException {
        return ask(metaData -> metaData.supportsResultSetType(first));
    }

    @Override
    public boolean supportsSavepoints() throws SQLException {
        return ask(metaData -> metaData.supportsSavepoints());
    }

    @Override
    public boolean supportsSchemasInDataManipulation() throws SQLException {
        return ask(metaData -> metaData.supportsSchemasInDataManipulation());
    }

    @Override
    public boolean supportsSchemasInIndexDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsSchemasInIndexDefinitions());
    }

    @Override
    public boolean supportsSchemasInPrivilegeDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsSchemasInPrivilegeDefinitions());
    }

    @Override
    public boolean supportsSchemasInProcedureCalls() throws SQLException {
        return ask(metaData -> metaData.supportsSchemasInProcedureCalls());
    }

    @Override
    public boolean supportsSchemasInTableDefinitions() throws SQLException {
        return ask(metaData -> metaData.supportsSchemasInTableDefinitions());
    }

    @Override
    public boolean supportsSelectForUpdate() throws SQLException {
        return ask(metaData -> metaData.supportsSelectForUpdate());
    }

    @Override
    public boolean supportsSharding() throws SQLException {
        return ask(metaData -> metaData.supportsSharding());
    }

    @Override
    public boolean supportsStatementPooling() throws SQLException {
        return ask(metaData -> metaData.supportsStatementPooling());
    }

    @Override
    public boolean supportsStoredFunctionsUsingCallSyntax() throws SQLException {
        return ask(metaData -> metaData.supportsStoredFunctionsUsingCallSyntax());
    }

    @Override
    public boolean supportsStoredProcedures() throws SQLException {
        return ask(metaData -> metaData.supportsStoredProcedures());
    }

    @Override
    public boolean supportsSubqueriesInComparisons() throws SQLException {
        return ask(metaData -> metaData.supportsSubqueriesInComparisons());
    }

    @Override
    public boolean supportsSubqueriesInExists() throws SQLException {
        return ask(metaData -> metaData.supportsSubqueriesInExists());
    }

    @Override
    public boolean supportsSubqueriesInIns() throws SQLException {
        return ask(metaData -> metaData.supportsSubqueriesInIns());
    }

    @Override
    public boolean supportsSubqueriesInQuantifieds() throws SQLException {
        return ask(metaData -> metaData.supportsSubqueriesInQuantifieds());
    }

    @Override
    public boolean supportsTableCorrelationNames() throws SQLException {
        return ask(metaData -> metaData.supportsTableCorrelationNames());
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int first) throws SQLException {
        return ask(metaData -> metaData.supportsTransactionIsolationLevel(first));
    }

    @Override
    public boolean supportsTransactions() throws SQLException {
        return ask(metaData -> metaData.supportsTransactions());
    }

    @Override
    public boolean supportsUnion() throws SQLException {
        return ask(metaData -> metaData.supportsUnion());
    }

    @Override
    public boolean supportsUnionAll() throws SQLException {
        return ask(metaData -> metaData.supportsUnionAll());
    }

    @Override
    public boolean updatesAreDetected(int first) throws SQLException {
        return ask(metaData -> metaData.updatesAreDetected(first));
    }

    @Override
    public boolean usesLocalFilePerTable() throws SQLException {
        return ask(metaData -> metaData.usesLocalFilePerTable());
    }

    @Override
    public boolean usesLocalFiles() throws SQLException {
        return ask(metaData -> metaData.usesLocalFiles());
    }
}
