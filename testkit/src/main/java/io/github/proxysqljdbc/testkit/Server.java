package io.github.proxysqljdbc.testkit;

import java.util.List;

/** One server, running or not, whose data and address outlive its process. Not thread-safe: the instance it belongs to guards it. */
interface Server extends AutoCloseable {
    /** Where this machine reaches it. Port 0 before the first start of a container. */
    String host();

    int port();

    /** Where the other servers reach it. */
    String innerHost();

    int innerPort();

    /** Starts the process; it may not answer yet. */
    void start(List<String> furtherOptions);

    boolean isAlive();

    /** Ends the process at once and waits until it is gone. */
    void kill();

    /** Waits for a process that was asked to end, and kills it if that takes longer than 60 s. @return whether it ended by itself */
    boolean awaitEnd();

    void freeze();

    void thaw();

    /** Throws the data away and puts the prepared data in their place. The process must not be running. */
    void reset();

    /** What a server with fresh data must execute before it takes part in replication. */
    List<String> afterFirstStart();

    /** The end of the server's own log. */
    String logTail();

    @Override
    void close();
}
