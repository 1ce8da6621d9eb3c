package io.github.proxysqljdbc.springboot;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;

/** A data source that could not be opened, though its configuration is right. */
final class OpeningException extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    /** @param safeUrl the URL without secrets */
    OpeningException(String safeUrl, SQLException failure) {
        super("cannot open " + safeUrl + ": " + failure.getMessage(), failure);
        this.failure = failure;
    }

    SQLException failure() {
        return failure;
    }
}
