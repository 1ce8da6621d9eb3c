package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.config.ConfigurationException;
import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import io.github.proxysqljdbc.credentials.AwsStandIn;
import io.github.proxysqljdbc.credentials.Credentials;
import io.github.proxysqljdbc.credentials.CredentialsProvider;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import io.github.proxysqljdbc.credentials.CredentialsProviders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What stands in the tokens of {@code credentials=aws-rds-iam}, and how long they are used. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RdsIamTokenTest {
    private static final String HOST = "shop-1.abc123.eu-central-1.rds.amazonaws.com";

    private AwsStandIn aws;

    @BeforeEach
    void start() throws IOException {
        aws = new AwsStandIn();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private static Credentials ask(String option, @Nullable String user) throws Exception {
        CredentialsProvider provider = CredentialsProviders.named(option);
        try (AutoCloseable closing = (AutoCloseable) provider) {
            assertThat(closing).isNotNull();
            return provider.credentials(new Request(Instance.parse(HOST + ":3307"), user, null));
        }
    }

    @Test
    void aTokenIsForInstanceAndAccount() throws Exception {
        Instant before = Instant.now();
        Credentials credentials = ask("aws-rds-iam", "app");
        IamToken token = new IamToken(credentials.password());
        assertThat(credentials.user()).isNull();
        assertThat(token.address()).isEqualTo(HOST + ":3307");
        assertThat(token.user()).isEqualTo("app");
        assertThat(token.region()).isEqualTo(AwsStandIn.REGION);
        assertThat(token.key()).isEqualTo(AwsStandIn.KEY);
        assertThat(token.session()).isNull();
        assertThat(token.isSignedWith(AwsStandIn.SECRET_KEY)).isTrue();
        assertThat(token.isSignedWith("another-s3cret")).isFalse();
        assertThat(credentials.expiresAt())
                .isBetween(before.plus(Duration.ofMinutes(14)), Instant.now().plus(Duration.ofMinutes(14)));
        assertThat(token.isGoodAt(before.plus(Duration.ofMinutes(14)))).isTrue();
    }

    @Test
    void theOptionMayNameTheRegion() throws Exception {
        aws.forgetRegion();
        IamToken token = new IamToken(ask("aws-rds-iam:ap-south-1", "app").password());
        assertThat(token.region()).isEqualTo("ap-south-1");
        assertThat(token.isSignedWith(AwsStandIn.SECRET_KEY)).isTrue();
    }

    @Test
    void withoutARegionTheSdkSaysSo() {
        aws.forgetRegion();
        assertThatThrownBy(() -> ask("aws-rds-iam", "app"))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("region");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 360})
    void aTokenIsUsedNoLongerThanTheCredentialsThatSignedIt(long minutes) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.SECONDS);
        aws.signAsContainer("ASIACONTAINER", "container-s3cret", "session/+=1", end);
        Credentials credentials = ask("aws-rds-iam", "app");
        IamToken token = new IamToken(credentials.password());
        assertThat(token.key()).isEqualTo("ASIACONTAINER");
        assertThat(token.session()).isEqualTo("session/+=1");
        assertThat(token.isSignedWith("container-s3cret")).isTrue();
        if (minutes < 14) {
            assertThat(credentials.expiresAt()).isEqualTo(end);
        } else {
            assertThat(credentials.expiresAt()).isBefore(end);
        }
    }

    @Test
    void aTokenNeedsAnAccount() {
        assertThatThrownBy(() -> ask("aws-rds-iam", null)).hasMessageContaining("'user'");
        assertThatThrownBy(() -> ProxysqlConfig.of("jdbc:proxysql://db1/?credentials=aws-rds-iam"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'user'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-rds-iam", "aws-rds-iam:eu-central-1"})
    void aTokenNeedsTls(String option) {
        String url = "jdbc:proxysql://db1/?user=app&credentials=" + option;
        assertThatThrownBy(() -> ProxysqlConfig.of(url + "&sslMode=disabled"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sslMode=DISABLED")
                .hasMessageContaining("credentials=" + option);
        assertThat(ProxysqlConfig.of(url).hasFixedCredentials()).isFalse();
        assertThat(ProxysqlConfig.of(url + "&sslMode=VERIFY_IDENTITY").driverProperties())
                .containsEntry("sslMode", "VERIFY_IDENTITY");
    }

    @Test
    void whatIsNoRegionIsRefused() {
        assertThatThrownBy(() -> CredentialsProviders.named("aws-rds-iam:Frankfurt am Main"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("aws-rds-iam:eu-central-1");
    }
}
