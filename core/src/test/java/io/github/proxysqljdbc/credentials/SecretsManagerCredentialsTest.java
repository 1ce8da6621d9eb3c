package io.github.proxysqljdbc.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** When a secret is read, and what is made of the answer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsManagerCredentialsTest {
    private static final String CURRENT = AwsStandIn.REGION + " shop AWSCURRENT";
    private static final String PENDING = AwsStandIn.REGION + " shop AWSPENDING";

    private volatile Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private AwsStandIn aws;
    private SecretsManagerCredentials provider;

    @BeforeEach
    void start() throws IOException {
        aws = new AwsStandIn();
        aws.put("AWSCURRENT", secret("one"));
        provider = new SecretsManagerCredentials("shop", () -> now);
    }

    @AfterEach
    void stop() {
        provider.close();
        aws.close();
    }

    private static String secret(String password) {
        return "{\"username\":\"app\",\"password\":\"" + password + "\"}";
    }

    private Credentials ask(@Nullable Credentials refused) throws IOException, InterruptedException {
        return ask(provider, refused);
    }

    private static Credentials ask(SecretsManagerCredentials provider, @Nullable Credentials refused)
            throws IOException, InterruptedException {
        return provider.credentials(new Request(Instance.parse("db1"), null, refused));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void oneReadingServesForFiveMinutes() throws Exception {
        Credentials one = ask(null);
        assertThat(one).isEqualTo(new Credentials("app", "one", now.plus(Duration.ofMinutes(5))));
        aws.put("AWSCURRENT", secret("two"));
        pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(ask(null)).isEqualTo(one);
        pass(Duration.ofMillis(1));
        assertThat(ask(null).password()).isEqualTo("two");
        assertThat(aws.asked()).containsExactly(CURRENT, CURRENT);
    }

    @Test
    void manyWhoAskAtOnceShareOneReading() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Credentials>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> ask(null)));
            }
            for (Future<Credentials> answer : answers) {
                assertThat(answer.get().password()).isEqualTo("one");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(aws.asked()).containsExactly(CURRENT);
    }

    @Test
    void whatWasRefusedIsReadAgainAtOnce() throws Exception {
        Credentials one = ask(null);
        aws.put("AWSCURRENT", secret("two"));
        Credentials two = ask(one);
        assertThat(two.password()).isEqualTo("two");
        assertThat(ask(one))
                .as("what the second instance refused is known to be old")
                .isEqualTo(two);
        assertThat(aws.asked()).containsExactly(CURRENT, CURRENT);
    }

    @Test
    void whereTheCurrentPasswordIsRefusedThePendingOneIsNext() throws Exception {
        Credentials one = ask(null);
        aws.put("AWSPENDING", secret("two"));
        Credentials two = ask(one);
        assertThat(two.password()).isEqualTo("two");
        assertThat(ask(null)).isEqualTo(two);
        assertThat(ask(two).password()).as("the rotation was given up").isEqualTo("one");
        assertThat(aws.asked()).containsExactly(CURRENT, CURRENT, PENDING, CURRENT);
    }

    @Test
    void twoPasswordsThatAreBothWrongAreReadOnceASecond() throws Exception {
        Credentials one = ask(null);
        aws.put("AWSPENDING", secret("two"));
        Credentials two = ask(one);
        assertThat(ask(two)).isEqualTo(one);
        List<String> asked = aws.asked();
        for (int i = 0; i < 5; i++) {
            assertThat(ask(one)).isEqualTo(one);
        }
        assertThat(aws.asked()).isEqualTo(asked);
        pass(SecretsManagerCredentials.PAUSE_AFTER_REFUSAL);
        assertThat(ask(one).password()).isEqualTo("two");
    }

    @Test
    void oneRotationSoonAfterAnotherIsReadAtOnce() throws Exception {
        Credentials last = ask(null);
        for (String next : List.of("two", "three", "four")) {
            aws.put("AWSCURRENT", secret(next));
            last = ask(last);
            assertThat(last.password()).isEqualTo(next);
        }
    }

    @Test
    void aPendingPasswordIsNotLookedAtWhileTheCurrentOneServes() throws Exception {
        aws.put("AWSPENDING", secret("two"));
        assertThat(ask(null).password()).isEqualTo("one");
        pass(Duration.ofHours(1));
        assertThat(ask(null).password()).isEqualTo("one");
        assertThat(aws.asked()).containsExactly(CURRENT, CURRENT);
    }

    @Test
    void aPasswordThatStaysWrongIsReadOnceASecond() throws Exception {
        Credentials one = ask(null);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(one).password()).isEqualTo("one");
        }
        assertThat(aws.asked()).containsExactly(CURRENT, CURRENT, PENDING);
        pass(SecretsManagerCredentials.PAUSE_AFTER_REFUSAL);
        aws.put("AWSCURRENT", secret("two"));
        assertThat(ask(one).password()).isEqualTo("two");
    }

    @Test
    void anArnNamesTheRegion() throws Exception {
        String arn = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:shop-AbCdEf";
        aws.forgetRegion();
        try (SecretsManagerCredentials elsewhere = new SecretsManagerCredentials(arn, () -> now)) {
            assertThat(ask(elsewhere, null).password()).isEqualTo("one");
        }
        assertThat(aws.asked()).containsExactly("ap-south-1 " + arn + " AWSCURRENT");
    }

    @Test
    void withoutARegionTheSdkSaysSo() {
        aws.forgetRegion();
        assertThatThrownBy(() -> ask(null))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("region");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void deniedAccessIsSaidInAwsOwnWords() throws Exception {
        aws.fail("AccessDeniedException");
        assertThatThrownBy(() -> ask(null))
                .isInstanceOf(SecretsManagerException.class)
                .hasMessageContaining("not for you");
        aws.fail(null);
        assertThat(ask(null).password()).isEqualTo("one");
    }

    @Test
    void whatWasReadServesOnWhileTheServiceFails() throws Exception {
        Credentials one = ask(null);
        aws.fail("InternalServiceError");
        pass(Duration.ofMinutes(5));
        assertThat(ask(null)).isEqualTo(new Credentials("app", "one", now.plus(Duration.ofMinutes(1))));
        assertThatThrownBy(() -> ask(one)).as("what was refused").isInstanceOf(SecretsManagerException.class);
        pass(Duration.ofMinutes(1));
        aws.fail(null);
        aws.put("AWSCURRENT", secret("two"));
        assertThat(ask(null).password()).isEqualTo("two");
    }

    @Test
    void aMalformedSecretIsNotKept() throws Exception {
        aws.put("AWSCURRENT", "{\"username\":\"app\"}");
        assertThatThrownBy(() -> ask(null)).hasMessage("secret shop has no 'password'");
        aws.put("AWSCURRENT", "two");
        assertThat(ask(null).password()).isEqualTo("two");
    }

    @Test
    void aMalformedPendingVersionLeavesTheCurrentOne() throws Exception {
        Credentials one = ask(null);
        aws.put("AWSPENDING", "{");
        assertThat(ask(one).password()).isEqualTo("one");
    }

    @Test
    void silenceEnds() {
        aws.beSilent();
        long start = System.nanoTime();
        assertThatThrownBy(() -> ask(null)).isInstanceOf(SdkClientException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void noSocketStaysOpenThatACheckpointOrAFreezeWouldMeet() throws Exception {
        assertThat(ask(null).password()).isEqualTo("one");
        assertThat(aws.connections()).containsExactly("close");
    }

    @Test
    void afterItsEndNothingIsAsked() {
        provider.close();
        assertThatThrownBy(() -> ask(null)).hasMessageContaining("closed");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void aSecretNeedsAName() {
        assertThatThrownBy(() -> CredentialsProviders.named("aws-secrets-manager"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("aws-secrets-manager:prod/shop");
    }
}
