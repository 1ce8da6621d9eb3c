package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;
import java.util.List;

/** One server program on this machine: how a data directory is made for it, and how it is started. Stateless. */
interface Software {
    /** What a cached data directory of this program is called: it changes with the program and with what goes into the directory. */
    String key();

    /** Makes an initialised data directory in {@code data}, a folder that does not exist yet, and leaves no server behind. */
    void initialise(Path data, Path log);

    /** The command that runs a server on {@code data}; options given later on a command line win. */
    List<String> command(Path data, int serverId, int port, ClusterOptions options);

    /** How replication is spoken of. */
    Replication replication();
}
