package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Says with which user and password a connection is opened: asked for each new physical connection unless an earlier answer named a time
 * until which it may be used, and once more when a server refused the answer.
 *
 * <p>Thread-safe. For one instance it is asked by one thread at a time, for several instances perhaps at once; always on a thread of its own, which
 * no statement waits for longer than {@code connectionTimeout}, and 5 s at most for each attempt to connect. It is interrupted when it
 * takes longer than 30 s, and when the data source is closed.
 */
@FunctionalInterface
public interface CredentialsProvider {
    /**
     * The credentials to use now. Never null.
     *
     * @throws Exception if there are none; it becomes the cause of the exception that those see who wait for a connection, so that its message
     *     must not hold a secret
     */
    Credentials credentials(Request request) throws Exception;

    /**
     * What the credentials are for.
     *
     * @param instance the instance to connect to
     * @param user the option {@code user}; null if it is not set
     * @param refused what the instance has just refused, so that a copy that is kept somewhere must not be given again; null for the first
     *     attempt. An answer equal to it is not tried
     */
    record Request(
            Instance instance,
            @Nullable String user,
            @Nullable Credentials refused) {}
}
