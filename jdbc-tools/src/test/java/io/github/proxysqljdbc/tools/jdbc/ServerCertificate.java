package io.github.proxysqljdbc.tools.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for a server named {@code localhost}, signed by itself, made by the JDK's {@code keytool}. */
final class ServerCertificate {
    private static final String PASSWORD = "st0re-s3cret";

    private final Path folder;

    private ServerCertificate(Path folder) {
        this.folder = folder;
    }

    static ServerCertificate make(Path folder) throws Exception {
        ServerCertificate made = new ServerCertificate(folder);
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.file("keys.p12").toString()))
                .redirectErrorStream(true)
                .redirectOutput(made.file("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(made.file("keytool.log")))
                .isZero();
        made.export();
        return made;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** Servers read PEM, Connector/J reads a key store. */
    private void export() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Certificate certificate = keys.getCertificate("server");
        Files.writeString(
                file("key.pem"),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(file("cert.pem"), pem("CERTIFICATE", certificate.getEncoded()));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", certificate);
        try (OutputStream out = Files.newOutputStream(file("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(String what, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + what + "-----\n" + lines.encodeToString(content) + "\n-----END " + what + "-----\n";
    }

    /** What a server is started with. MariaDB's testkit has TLS off by default; MySQL does not know the first option any more. */
    String[] serverOptions() {
        return new String[] {
            "--loose-ssl=ON",
            "--ssl-ca=" + file("cert.pem"),
            "--ssl-cert=" + file("cert.pem"),
            "--ssl-key=" + file("key.pem")
        };
    }

    /** What a client's URL says that trusts this certificate alone. */
    String clientOptions() {
        return "trustCertificateKeyStoreUrl=" + file("trust.p12").toUri()
                + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=" + PASSWORD;
    }
}
