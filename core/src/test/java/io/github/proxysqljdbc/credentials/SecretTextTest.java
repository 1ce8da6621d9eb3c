package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in a secret of AWS Secrets Manager. */
class SecretTextTest {
    private static final Instant END = Instant.parse("2026-11-29T12:00:00Z");

    private static Credentials read(String text) throws IOException {
        return SecretText.read("shop", text, END);
    }

    @Test
    void anObjectHasUserAndPassword() throws IOException {
        String rds = """
                {"engine":"mysql","host":"db1","port":3306,"username":"app","password":"a\\"\\u00fc\\/b c","dbname":null}""";
        assertThat(read(rds)).isEqualTo(new Credentials("app", "a\"ü/b c", END));
        assertThat(read("\n {\"user\":\"app\",\"password\":\"one\"}")).isEqualTo(new Credentials("app", "one", END));
        assertThat(read("{\"password\":\"one\"}")).isEqualTo(new Credentials(null, "one", END));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", " one ", "\"one\"", "[1]", "a{b}"})
    void anyOtherTextIsThePassword(String text) throws IOException {
        assertThat(read(text)).isEqualTo(new Credentials(null, text, END));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{s3cret",
                "{\"password\":s3cret}",
                "{\"password\":\"s3cret\"",
                "{\"username\":\"s3cret\"}",
                "{\"password\":\"\",\"key\":\"s3cret\"}",
                "{\"password\":null,\"key\":\"s3cret\"}",
                "{\"password\":[\"s3cret\"]}",
                "{\"username\":5,\"password\":\"s3cret\"}"
            })
    void whatIsNeitherIsSaidWithoutAWordOfIt(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("secret shop")
                .satisfies(thrown -> {
                    StringWriter all = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(all, true));
                    assertThat(all.toString()).doesNotContain("s3cret");
                });
    }

    @Test
    void aBinarySecretIsNoText() {
        assertThatThrownBy(() -> SecretText.read("shop", null, END)).hasMessage("secret shop holds no text");
    }
}
