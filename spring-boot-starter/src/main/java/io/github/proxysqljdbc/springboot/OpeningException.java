package io.github.proxysqljdbc.springboot;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;

/** A data source that could not be opened, though its configuration is right. */
final class OpeningException extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;
    private final String prefix;

    /**
     * @param safeUrl the URL without secrets
     * @param prefix what the properties of the data source begin with, such as {@code proxysql}
     */
    OpeningException(String safeUrl, String prefix, SQLException failure) {
        super("cannot open " + safeUrl + ": " + failure.getMessage(), failure);
        this.failure = failure;
        this.prefix = prefix;
    }

    SQLException failure() {
        return failure;
    }

    String prefix() {
        return prefix;
    }
}
