package io.github.proxysqljdbc.examples.failover;

import javax.sql.DataSource;

/** A participant's data source, and how to close it. */
record Client(DataSource dataSource, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
