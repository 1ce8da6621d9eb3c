package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.rds.RdsUtilities;

/**
 * Signs a token for each instance, with the AWS credentials and the region that the SDK finds where an application runs. Nobody is called for it,
 * unless those credentials have to be fetched. Thread-safe.
 *
 * <p>A token is good for 15 minutes (Amazon RDS User Guide, "IAM database authentication"), and no longer than the credentials that
 * signed it.
 */
final class RdsIamCredentials implements CredentialsProvider, AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(14);

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");

    private final @Nullable Region region;
    private final RdsUtilities utilities = RdsUtilities.builder().build();
    private final DefaultCredentialsProvider signers =
            DefaultCredentialsProvider.builder().build();

    /** @param region the region's name; empty for the one that the SDK finds */
    RdsIamCredentials(String region) {
        if (!region.isEmpty() && !REGION.matcher(region).matches()) {
            throw new ConfigurationException(
                    "option 'credentials': what follows 'aws-rds-iam:' is no region; write aws-rds-iam, or a region as in aws-rds-iam:eu-central-1");
        }
        this.region = region.isEmpty() ? null : Region.of(region);
    }

    @Override
    public Credentials credentials(Request request) {
        String user = request.user();
        if (user == null) {
            throw new IllegalStateException("a token is for an account: option 'user' is not set");
        }
        Region signedFor = region != null ? region : new DefaultAwsRegionProviderChain().getRegion();
        Instant end = Instant.now().plus(LIFE);
        AwsCredentials signer = signers.resolveCredentials();
        String token = utilities.generateAuthenticationToken(
                asked -> asked.hostname(request.instance().host())
                        .port(request.instance().port())
                        .username(user)
                        .region(signedFor)
                        .credentialsProvider(StaticCredentialsProvider.create(signer)));
        Instant signersEnd = signer.expirationTime().orElse(end);
        return new Credentials(null, token, signersEnd.isBefore(end) ? signersEnd : end);
    }

    @Override
    public void close() {
        signers.close();
    }
}
