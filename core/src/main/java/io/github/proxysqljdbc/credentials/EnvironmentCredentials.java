package io.github.proxysqljdbc.credentials;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the password from an environment variable. Immutable. */
final class EnvironmentCredentials implements CredentialsProvider {
    private final String name;
    private final UnaryOperator<@Nullable String> environment;

    EnvironmentCredentials(String name, UnaryOperator<@Nullable String> environment) {
        this.name = name;
        this.environment = environment;
    }

    @Override
    public Credentials credentials(Request request) {
        String password = environment.apply(name);
        if (password == null || password.isEmpty()) {
            throw new IllegalStateException("environment variable " + name + " is not set");
        }
        return Credentials.ofPassword(password);
    }
}
