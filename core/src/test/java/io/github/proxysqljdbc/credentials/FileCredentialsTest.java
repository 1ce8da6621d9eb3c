package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from files. */
class FileCredentialsTest {
    private static final Request REQUEST = new Request(Instance.parse("db1"), null, null);

    @TempDir
    Path folder;

    private static Credentials read(Path path) throws Exception {
        return CredentialsProviders.named("file:" + path).credentials(REQUEST);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void aFileHoldsThePassword(String end) throws Exception {
        assertThat(read(file("secret", " pässwörd=1 " + end))).isEqualTo(Credentials.ofPassword(" pässwörd=1 "));
    }

    @Test
    void aPropertiesFileHoldsBoth() throws Exception {
        assertThat(read(file("a.properties", "username=app\npassword=one"))).isEqualTo(Credentials.of("app", "one"));
        assertThat(read(file("b.properties", "user=app\npassword=one"))).isEqualTo(Credentials.of("app", "one"));
        assertThat(read(file("c.properties", "password: one"))).isEqualTo(Credentials.ofPassword("one"));
    }

    @Test
    void aFolderHoldsAFileForEach() throws Exception {
        file("password", "one\n");
        assertThat(read(folder)).isEqualTo(Credentials.ofPassword("one"));
        file("username", "app\n");
        assertThat(read(folder)).isEqualTo(Credentials.of("app", "one"));
    }

    @Test
    void aMountedSecretIsReadAsOneAndAfterItsLinkHasTurned() throws Exception {
        MountedSecret secret = new MountedSecret(folder, "app", "one");
        assertThat(read(folder)).isEqualTo(Credentials.of("app", "one"));

        secret.replace("app2", "two");

        assertThat(read(folder)).isEqualTo(Credentials.of("app2", "two"));
    }

    @Test
    void whatIsMissingIsNamedAndNoPartOfASecretIs() throws Exception {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("password");
        Path empty = file("empty", "\n");
        assertThatThrownBy(() -> read(empty)).hasMessageContaining("is empty");
        Path wrong = file("d.properties", "passwort=s3cret");
        assertThatThrownBy(() -> read(wrong)).hasMessageContaining("password").hasMessageNotContaining("s3cret");
        Path escaped = file("e.properties", "password=s3cret\\u12");
        assertThatThrownBy(() -> read(escaped))
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 's'});
        assertThatThrownBy(() -> read(binary)).hasMessageContaining("UTF-8");
        Path huge = file("huge", "x".repeat(70_000));
        assertThatThrownBy(() -> read(huge)).hasMessageContaining("longer than");
    }
}
