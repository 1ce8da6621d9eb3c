package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.ConfigurationException;
import java.util.List;

/** The two providers that need the AWS SDK for Java 2, which is an optional dependency. Stateless. */
final class AwsProviders {
    static final String SECRETS_MANAGER = "aws-secrets-manager";
    static final String RDS_IAM = "aws-rds-iam";

    private static final String GROUP = "software.amazon.awssdk:";

    private AwsProviders() {}

    /** Reads the secret of this name or ARN. */
    static CredentialsProvider secretsManager(String secret) {
        try {
            return new SecretsManagerCredentials(secret);
        } catch (NoClassDefFoundError absent) {
            throw missing(SECRETS_MANAGER, List.of("secretsmanager", "url-connection-client"), absent);
        }
    }

    /** Signs tokens; for this region, or for the one that the SDK finds if it is empty. */
    static CredentialsProvider rdsIam(String region) {
        try {
            return new RdsIamCredentials(region);
        } catch (NoClassDefFoundError absent) {
            throw missing(RDS_IAM, List.of("rds"), absent);
        }
    }

    private static ConfigurationException missing(
            String provider, List<String> artifacts, NoClassDefFoundError absent) {
        ConfigurationException mistake = new ConfigurationException("option 'credentials': '" + provider
                + "' needs " + GROUP + String.join(" and " + GROUP, artifacts)
                + ", which proxysql-jdbc does not bring along; add them to the application (missing: "
                + absent.getMessage() + ')');
        mistake.initCause(absent);
        return mistake;
    }
}
