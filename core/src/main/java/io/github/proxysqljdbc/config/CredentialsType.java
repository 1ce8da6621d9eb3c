package io.github.proxysqljdbc.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of {@code credentials}: a provider's name, with an argument or without. Which names there are is known when a data source opens. */
final class CredentialsType extends OptionType<String> {
    /** User and password as they stand in the options. */
    static final String FIXED = "fixed";

    private static final String RDS_IAM = "aws-rds-iam";

    private static final Pattern NAME_AND_ARGUMENT = Pattern.compile("[a-z][a-z0-9-]{0,63}(:.{1,1000})?");

    /** Whether tokens are signed, with an argument or without. */
    static boolean isRdsIam(String value) {
        return value.equals(RDS_IAM) || value.startsWith(RDS_IAM + ':');
    }

    @Override
    String label() {
        return "provider";
    }

    @Override
    Class<String> javaType() {
        return String.class;
    }

    @Override
    String allowed() {
        return "`fixed`, `file:<path>`, `env:<name>`, `aws-secrets-manager:<secret>`, `aws-rds-iam`, or another provider's `<name>` or"
                + " `<name>:<argument>`";
    }

    @Override
    @Nullable
    String parse(String text) {
        return text;
    }

    @Override
    String format(String value) {
        return value;
    }

    @Override
    boolean admits(String value) {
        return NAME_AND_ARGUMENT.matcher(value).matches() && !value.startsWith(FIXED + ':');
    }
}
