package io.github.proxysqljdbc.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or a folder with a file for each part, each time it is asked: a small file costs less than the connection that it is for, and what was
 * read a moment ago may be out of date. Stateless.
 *
 * <p>Kubernetes replaces a mounted secret by turning the link {@code ..data} in its folder to another folder ("Secrets", "Mounted Secrets are
 * updated automatically"). So the link is followed once for all parts, which then belong together.
 */
final class FileCredentials implements CredentialsProvider {
    private static final int LONGEST = 64 * 1024;
    private static final String KUBERNETES_LINK = "..data";
    private static final String PASSWORD = "password";
    private static final List<String> USER = List.of("username", "user");

    private final Path path;

    FileCredentials(Path path) {
        this.path = path;
    }

    @Override
    public Credentials credentials(Request request) throws IOException {
        try {
            return read();
        } catch (NoSuchFileException replacedMeanwhile) {
            return read();
        }
    }

    private Credentials read() throws IOException {
        if (Files.isDirectory(path)) {
            return folder(Files.exists(path.resolve(KUBERNETES_LINK)) ? path.resolve(KUBERNETES_LINK) : path);
        }
        return path.toString().endsWith(".properties") ? properties() : Credentials.ofPassword(line(path));
    }

    private static Credentials folder(Path link) throws IOException {
        Path folder = link.toRealPath();
        String user = null;
        for (String name : USER) {
            if (user == null && Files.exists(folder.resolve(name))) {
                user = line(folder.resolve(name));
            }
        }
        return new Credentials(user, line(folder.resolve(PASSWORD)), null);
    }

    private Credentials properties() throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(path)));
        } catch (IllegalArgumentException badEscape) {
            throw new IOException(path + " is not a properties file: it has a \\u that no four digits follow");
        }
        @Nullable String password = properties.getProperty(PASSWORD);
        if (password == null || password.isEmpty()) {
            throw new IOException(path + " has no property '" + PASSWORD + "'");
        }
        return new Credentials(
                properties.getProperty(USER.get(0), properties.getProperty(USER.get(1))), password, null);
    }

    /** The file's text without the end of its last line, which editors add. */
    private static String line(Path file) throws IOException {
        String text = text(file);
        String line = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        return line;
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw new IOException(file + " is longer than " + LONGEST + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IOException(file + " is not UTF-8", notText);
        }
    }
}
