package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MySQL 8.4 or later in a folder of this machine. */
final class MySqlInstallation implements Software {
    private static final List<String> STORAGE =
            List.of("--innodb-buffer-pool-size=32M", "--innodb-data-file-path=ibdata1:6M:autoextend");

    private final Path server;

    /** @throws TestkitException if {@code home} holds neither {@code bin/mysqld} nor {@code sbin/mysqld} */
    MySqlInstallation(Path home) {
        this.server = find(home.toAbsolutePath().normalize());
    }

    private static Path find(Path home) {
        for (String name : List.of("bin/mysqld", "sbin/mysqld", "bin/mysqld.exe")) {
            if (Files.isExecutable(home.resolve(name))) {
                return home.resolve(name);
            }
        }
        throw new TestkitException(
                "no MySQL in " + home + ": neither bin/mysqld nor sbin/mysqld is there and executable; -D"
                        + ServerKind.PROPERTY + "=mysql:<folder> wants the folder above bin");
    }

    @Override
    public String key() {
        try {
            String identity = server + " " + Files.size(server) + ' ' + Files.getLastModifiedTime(server)
                    + Users.statements() + STORAGE;
            return "mysql-data-" + Integer.toHexString(identity.hashCode());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + server, e);
        }
    }

    @Override
    public void initialise(Path data, Path log) {
        try {
            Path script = data.resolveSibling("init.sql");
            Files.writeString(script, String.join(";\n", Users.statements()) + ";\n");
            List<String> command = new ArrayList<>(basics(data));
            command.addAll(
                    List.of("--initialize-insecure", "--init-file=" + script, "--innodb-flush-log-at-trx-commit=0"));
            command.add("--skip-log-bin");
            Programs.run(command, script.toFile(), log);
            Files.delete(script);
            Files.deleteIfExists(data.resolve("auto.cnf"));
            try (DirectoryStream<Path> leftOver = Files.newDirectoryStream(data, "binlog.*")) {
                for (Path file : leftOver) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare MySQL's data directory " + data, e);
        }
    }

    private List<String> basics(Path data) {
        List<String> command = new ArrayList<>(List.of(server.toString(), "--no-defaults"));
        command.addAll(Programs.userOption());
        command.add("--datadir=" + data);
        command.addAll(STORAGE);
        return command;
    }

    @Override
    public List<String> command(Path data, int serverId, int port, ClusterOptions options) {
        List<String> command = new ArrayList<>(basics(data));
        command.addAll(ServerOptions.place(data, port));
        command.addAll(ServerOptions.common(serverId));
        command.addAll(ServerOptions.mysql(options));
        return command;
    }

    @Override
    public Replication replication() {
        return new MySqlReplication();
    }
}
