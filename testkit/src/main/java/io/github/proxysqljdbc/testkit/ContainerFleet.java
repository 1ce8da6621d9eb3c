package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/** MySQL in containers on one network, in which each is known by its instance's name. */
final class ContainerFleet implements Fleet {
    private final ClusterOptions options;
    private final Network network = Network.newNetwork();

    private ContainerFleet(ClusterOptions options) {
        this.options = options;
    }

    /** @throws UnavailableException if Docker does not answer */
    static Fleet start(ClusterOptions options) {
        try {
            DockerClientFactory.instance().client();
        } catch (IllegalStateException e) {
            throw new UnavailableException(
                    "server kind testcontainers needs Docker, which does not answer on this machine: " + e.getMessage(),
                    e);
        }
        return new ContainerFleet(options);
    }

    @Override
    public Server server(int serverId, Path folder, Watchdog watchdog) {
        return new ContainerServer(serverId, options, network);
    }

    @Override
    public Replication replication() {
        return new MySqlReplication();
    }
}
