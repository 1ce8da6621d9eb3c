package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * Reads a secret of AWS Secrets Manager, with the AWS credentials and the region that the SDK finds where an application runs, and keeps it for all
 * instances until it is five minutes old or was refused. Thread-safe; the lock is held while the secret is read, so that one answer serves all
 * who wait.
 *
 * <p>A rotation changes the password on the server first, and moves the label {@code AWSCURRENT} to it some steps later; until then it is labelled
 * {@code AWSPENDING} (AWS Secrets Manager User Guide, "Rotation by Lambda function"). So where the current password is refused, the pending
 * one is the next to be tried, if there is one.
 */
final class SecretsManagerCredentials implements CredentialsProvider, AutoCloseable {
    static final Duration LIFE = Duration.ofMinutes(5);

    static final Duration LIFE_AFTER_FAILURE = Duration.ofMinutes(1);

    /** While all that is there was refused, the secret is read no more often than this: each reading is paid for. */
    static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(SecretsManagerCredentials.class);
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private final String secret;
    private final InstantSource clock;
    private final SecretsManagerClientBuilder builder;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable SecretsManagerClient client;
    private volatile boolean closed;
    private @Nullable Credentials kept;
    private @Nullable Credentials refusedBefore;
    private Instant nextReadingAfterRefusal = Instant.MIN;

    /** @param secret name or ARN; the region of an ARN is that of the secret */
    SecretsManagerCredentials(String secret) {
        this(secret, InstantSource.system());
    }

    SecretsManagerCredentials(String secret, InstantSource clock) {
        if (secret.isBlank()) {
            throw new ConfigurationException(
                    "option 'credentials': 'aws-secrets-manager' needs the name or ARN of a secret, as in aws-secrets-manager:prod/shop");
        }
        this.secret = secret;
        this.clock = clock;
        builder = SecretsManagerClient.builder()
                .overrideConfiguration(each -> each.putHeader("Connection", "close"))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(LONGEST_SILENCE)
                        .socketTimeout(LONGEST_SILENCE));
        String[] arn = secret.split(":", 5);
        if (arn[0].equals("arn") && arn.length == 5 && !arn[3].isEmpty()) {
            builder.region(Region.of(arn[3]));
        }
    }

    @Override
    public Credentials credentials(Request request) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Instant now = clock.instant();
            Credentials known = kept;
            boolean refused = known != null && request.refused() != null && known.sameAs(request.refused());
            boolean due = refused ? !now.isBefore(nextReadingAfterRefusal) : known == null || !known.isFreshAt(now);
            if (known != null && !due) {
                return known;
            }
            Credentials serves =
                    known == null || refused ? afterRefusalOf(request.refused(), now) : newerThan(known, now);
            kept = serves;
            return serves;
        } finally {
            lock.unlock();
        }
    }

    /** The current password; or still the known one, which no server has refused, if the service cannot be asked. */
    private Credentials newerThan(Credentials known, Instant now) {
        try {
            return read(CURRENT, now.plus(LIFE));
        } catch (SdkException | IOException e) {
            LOG.warn("secret {} cannot be read, and what was read before serves on: {}", secret, e.toString());
            return new Credentials(known.user(), known.password(), now.plus(LIFE_AFTER_FAILURE));
        }
    }

    private Credentials afterRefusalOf(@Nullable Credentials refused, Instant now) throws IOException {
        Credentials current = read(CURRENT, now.plus(LIFE));
        if (refused == null) {
            return current;
        }
        Credentials next = current.sameAs(refused) ? pendingOr(current, now) : current;
        boolean nothingNew = next.sameAs(refused) || (refusedBefore != null && next.sameAs(refusedBefore));
        if (nothingNew) {
            nextReadingAfterRefusal = now.plus(PAUSE_AFTER_REFUSAL);
        }
        refusedBefore = refused;
        return next;
    }

    private Credentials pendingOr(Credentials current, Instant now) {
        try {
            return read(PENDING, now.plus(LIFE));
        } catch (SdkException | IOException none) {
            LOG.debug("the current password in secret {} was refused, and there is none that is pending", secret, none);
            return current;
        }
    }

    private Credentials read(String stage, Instant expiresAt) throws IOException {
        String text = client().getSecretValue(asked -> asked.secretId(secret).versionStage(stage))
                .secretString();
        return SecretText.read(secret, text, expiresAt);
    }

    /** Made by the first question: the SDK may have to ask the network for the region. */
    private SecretsManagerClient client() {
        SecretsManagerClient made = client;
        if (made == null) {
            made = builder.build();
            client = made;
        }
        if (closed) {
            made.close();
            throw new IllegalStateException("the data source is closed");
        }
        return made;
    }

    /** Waits for nobody: a question that is under way fails. */
    @Override
    public void close() {
        closed = true;
        SecretsManagerClient made = client;
        if (made != null) {
            made.close();
        }
    }
}
