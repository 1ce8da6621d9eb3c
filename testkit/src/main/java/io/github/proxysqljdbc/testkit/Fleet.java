package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;

/** Where a cluster's servers come from. */
interface Fleet {
    Server server(int serverId, Path folder, Watchdog watchdog);

    Replication replication();

    /**
     * The servers that {@code options} ask for.
     *
     * @throws TestkitException if they cannot be had, with the reason
     */
    static Fleet of(ClusterOptions options) {
        return switch (options.server().type()) {
            case MARIADB -> local(options, EmbeddedMariaDb.unpack());
            case MYSQL ->
                local(options, new MySqlInstallation(Path.of(options.server().location())));
            case TESTCONTAINERS -> containers(options);
        };
    }

    private static Fleet local(ClusterOptions options, Software software) {
        Path template = Template.of(software);
        return new Fleet() {
            @Override
            public Server server(int serverId, Path folder, Watchdog watchdog) {
                String name = ServerInstance.nameOf(serverId);
                return new LocalServer(name, serverId, software, options, template, folder, watchdog);
            }

            @Override
            public Replication replication() {
                return software.replication();
            }
        };
    }

    private static Fleet containers(ClusterOptions options) {
        try {
            return ContainerFleet.start(options);
        } catch (NoClassDefFoundError e) {
            throw new UnavailableException(
                    "server kind testcontainers needs org.testcontainers:testcontainers-mysql on the class path", e);
        }
    }
}
