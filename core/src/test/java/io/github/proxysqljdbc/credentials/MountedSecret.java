package io.github.proxysqljdbc.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder like that of a secret which Kubernetes mounts: links to files behind a link {@code ..data}, which turns to a new folder in one step. */
final class MountedSecret {
    private final Path folder;
    private int version;

    MountedSecret(Path folder, String user, String password) throws IOException {
        this.folder = folder;
        replace(user, password);
        for (String name : new String[] {"username", "password"}) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
    }

    void replace(String user, String password) throws IOException {
        Path old = folder.resolve("..v" + version++);
        Path made = Files.createDirectory(folder.resolve("..v" + version));
        Files.writeString(made.resolve("username"), user);
        Files.writeString(made.resolve("password"), password);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), made.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (Files.exists(old)) {
            Files.delete(old.resolve("username"));
            Files.delete(old.resolve("password"));
            Files.delete(old);
        }
    }
}
