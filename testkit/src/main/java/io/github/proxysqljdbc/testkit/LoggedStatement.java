package io.github.proxysqljdbc.testkit;

/**
 * One line of an instance's general query log.
 *
 * @param connectionId the server's number of the connection
 * @param user the account's name
 * @param command {@code Query}, {@code Prepare}, {@code Execute}, …, as the server calls it
 * @param text the statement as it reached the server
 */
public record LoggedStatement(long connectionId, String user, String command, String text) {}
