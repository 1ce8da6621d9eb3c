package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An authority, and a certificate of it for a server named {@code localhost}, made by the JDK's {@code keytool}, so that nothing else needs to be
 * installed. Servers read PEM, Connector/J reads key stores.
 */
final class Certificates {
    static final String PASSWORD = "st0re-s3cret";

    private final Path folder;
    private final String name;

    private Certificates(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** @param name the authority's name, and the first part of its files' names */
    static Certificates make(Path folder, String name) throws Exception {
        Certificates made = new Certificates(folder, name);
        made.key("authority", "CN=" + name, "-ext", "bc:c=ca:true");
        made.key("server", "CN=" + name + " server", "-signer", "authority", "-ext", "san=dns:localhost");
        made.export();
        return made;
    }

    private Path file(String end) {
        return folder.resolve(name + '-' + end);
    }

    private void key(String alias, String subject, String... further) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias));
        command.addAll(List.of("-dname", subject, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", file("keys.p12").toString()));
        command.addAll(List.of(further));
        Path output = file("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(Files.readString(output)).isZero();
    }

    private void export() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
        byte[] authority = keys.getCertificate("authority").getEncoded();
        Files.writeString(file("key.pem"), pem("PRIVATE KEY", key));
        Files.writeString(
                file("cert.pem"),
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(file("ca.pem"), pem("CERTIFICATE", authority));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("authority", keys.getCertificate("authority"));
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
            "--ssl-ca=" + file("ca.pem"),
            "--ssl-cert=" + file("cert.pem"),
            "--ssl-key=" + file("key.pem")
        };
    }

    /** What a server in this JVM is given. */
    SSLContext serverContext() throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file("keys.p12"))) {
            all.load(in, PASSWORD.toCharArray());
        }
        KeyStore server = KeyStore.getInstance("PKCS12");
        server.load(null, null);
        server.setKeyEntry(
                "server",
                all.getKey("server", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain("server"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client is given that trusts the authority; {@code name=value} each. */
    String[] clientOptions() {
        return new String[] {
            "trustCertificateKeyStoreUrl=" + file("trust.p12").toUri(),
            "trustCertificateKeyStoreType=PKCS12",
            "trustCertificateKeyStorePassword=" + PASSWORD
        };
    }
}
