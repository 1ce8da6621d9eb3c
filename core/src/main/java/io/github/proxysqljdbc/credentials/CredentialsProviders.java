package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The providers that come with the library, and those that are found. Stateless. */
public final class CredentialsProviders {
    private CredentialsProviders() {}

    /**
     * Reads, for each new connection, a file: a {@code .properties} file with {@code username} (or {@code user}) and {@code password}; any other
     * file holds the password; a folder has files named {@code password} and, where the secret names the user, {@code username} or
     * {@code user}, as in a mounted Kubernetes secret. All in UTF-8, at most 64 KiB; a line's end at the end of a file does not count.
     */
    public static CredentialsProvider file(Path path) {
        return new FileCredentials(path);
    }

    /** The password in an environment variable of this process. */
    public static CredentialsProvider environment(String name) {
        return new EnvironmentCredentials(name, System::getenv);
    }

    /** The password in what stands in for the environment. */
    static CredentialsProvider environment(String name, UnaryOperator<@Nullable String> environment) {
        return new EnvironmentCredentials(name, environment);
    }

    /**
     * The provider that the option {@code credentials} names.
     *
     * @param option {@code name} or {@code name:argument}
     * @throws ConfigurationException if there is none of that name, its argument is wrong, or it needs a library that is not there
     */
    public static CredentialsProvider named(String option) {
        int colon = option.indexOf(':');
        String name = colon < 0 ? option : option.substring(0, colon);
        String argument = colon < 0 ? "" : option.substring(colon + 1);
        return switch (name) {
            case "file" -> file(path(argument));
            case "env" -> environment(required(name, argument));
            case AwsProviders.SECRETS_MANAGER -> AwsProviders.secretsManager(argument);
            case AwsProviders.RDS_IAM -> AwsProviders.rdsIam(argument);
            default -> found(name).create(argument);
        };
    }

    private static Path path(String argument) {
        try {
            return Path.of(required("file", argument));
        } catch (InvalidPathException e) {
            throw new ConfigurationException("option 'credentials': the path after 'file:' is none: " + e.getReason());
        }
    }

    private static String required(String name, String argument) {
        if (argument.isBlank()) {
            throw new ConfigurationException("option 'credentials': '" + name + "' needs an argument, as in " + name
                    + (name.equals("env") ? ":DB_PASSWORD" : ":/run/secrets/db"));
        }
        return argument;
    }

    private static CredentialsProviderFactory found(String name) {
        List<String> known =
                new ArrayList<>(List.of("fixed", "file", "env", AwsProviders.SECRETS_MANAGER, AwsProviders.RDS_IAM));
        for (@Nullable ClassLoader loader : loaders()) {
            for (CredentialsProviderFactory factory : ServiceLoader.load(CredentialsProviderFactory.class, loader)) {
                if (factory.name().equals(name)) {
                    return factory;
                }
                if (!known.contains(factory.name())) {
                    known.add(factory.name());
                }
            }
        }
        throw new ConfigurationException("option 'credentials': there is no provider named '" + name + "'; known are "
                + String.join(", ", known) + " (others are found by ServiceLoader, as "
                + CredentialsProviderFactory.class.getName() + ")");
    }

    private static List<@Nullable ClassLoader> loaders() {
        List<@Nullable ClassLoader> loaders = new ArrayList<>();
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(CredentialsProviders.class.getClassLoader());
        return loaders;
    }
}
