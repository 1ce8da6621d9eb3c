package io.github.proxysqljdbc.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** One MySQL container. It keeps its port and its data over a kill and a restart; Testcontainers removes it when this JVM is gone. */
final class ContainerServer implements Server {
    private static final int MYSQL_PORT = 3306;
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(60);
    private static final int TAIL = 3000;

    private final int serverId;
    private final ClusterOptions options;
    private final Network network;
    private final HeldPort port = new HeldPort();
    private @Nullable GenericContainer<?> container;

    ContainerServer(int serverId, ClusterOptions options, Network network) {
        this.serverId = serverId;
        this.options = options;
        this.network = network;
    }

    @Override
    public String host() {
        GenericContainer<?> existing = container;
        return existing == null || existing.getHost().equals("localhost") ? HeldPort.HOST : existing.getHost();
    }

    @Override
    public int port() {
        return port.number();
    }

    @Override
    public String innerHost() {
        return ServerInstance.nameOf(serverId);
    }

    @Override
    public int innerPort() {
        return MYSQL_PORT;
    }

    @Override
    public void start(List<String> furtherOptions) {
        if (!furtherOptions.isEmpty()) {
            throw new TestkitException("a container cannot be restarted with options of its own: " + furtherOptions
                    + " (see Feature.RESTART_WITH_OPTIONS)");
        }
        port.release();
        GenericContainer<?> existing = container;
        if (existing == null) {
            container = create();
        } else {
            docker().startContainerCmd(existing.getContainerId()).exec();
        }
    }

    private GenericContainer<?> create() {
        List<String> command = new ArrayList<>(List.of("mysqld"));
        command.addAll(ServerOptions.common(serverId));
        command.addAll(ServerOptions.mysql(options));
        command.addAll(options.serverOptions());
        String users = String.join(";\n", Users.statements()) + ";\n";
        GenericContainer<?> created = new GenericContainer<>(
                        DockerImageName.parse(options.server().location()))
                .withNetwork(network)
                .withNetworkAliases(innerHost())
                .withExposedPorts(MYSQL_PORT)
                .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
                .withCopyToContainer(Transferable.of(users), "/docker-entrypoint-initdb.d/users.sql")
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(
                        modified -> Objects.requireNonNullElseGet(modified.getHostConfig(), HostConfig::new)
                                .withPortBindings(PortBinding.parse(port.number() + ":" + MYSQL_PORT)));
        created.start();
        return created;
    }

    private DockerClient docker() {
        return existing().getDockerClient();
    }

    private GenericContainer<?> existing() {
        GenericContainer<?> existing = container;
        if (existing == null) {
            throw new TestkitException(innerHost() + " has no container yet");
        }
        return existing;
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(existing().getContainerId()).exec().getState();
    }

    @Override
    public boolean isAlive() {
        return container != null && Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public void kill() {
        if (isAlive()) {
            if (Boolean.TRUE.equals(state().getPaused())) {
                thaw();
            }
            docker().killContainerCmd(existing().getContainerId())
                    .withSignal("KILL")
                    .exec();
            Waiting.until(LONGEST_SHUTDOWN, () -> !isAlive());
        }
        port.hold();
    }

    @Override
    public boolean awaitEnd() {
        boolean ended = Waiting.until(LONGEST_SHUTDOWN, () -> !isAlive());
        kill();
        return ended;
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(existing().getContainerId()).exec();
    }

    @Override
    public void thaw() {
        docker().unpauseContainerCmd(existing().getContainerId()).exec();
    }

    @Override
    public void reset() {
        GenericContainer<?> existing = container;
        if (existing != null) {
            existing.stop();
        }
        container = null;
    }

    /** The image's own start-up wrote the users to the binary log, on each server under another number. */
    @Override
    public List<String> afterFirstStart() {
        return List.of("RESET BINARY LOGS AND GTIDS");
    }

    @Override
    public String logTail() {
        GenericContainer<?> existing = container;
        String log = existing == null ? "(no container)" : existing.getLogs();
        return log.substring(Math.max(0, log.length() - TAIL));
    }

    @Override
    public void close() {
        GenericContainer<?> existing = container;
        if (existing != null) {
            existing.stop();
        }
        port.close();
    }
}
