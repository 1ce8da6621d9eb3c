package io.github.proxysqljdbc.credentials;

/**
 * Makes the provider of the option {@code credentials=name:argument}. Found by {@link java.util.ServiceLoader}, in the class loader of the thread that opens
 * the data source, or else in that of this library.
 */
public interface CredentialsProviderFactory {
    /** The name in the option: lower-case letters, digits and hyphens. */
    String name();

    /**
     * A provider for one data source. One that is {@link AutoCloseable} is closed with the data source. Connects to nothing.
     *
     * @param argument what follows the name and a colon in the option; empty if nothing does
     * @throws io.github.proxysqljdbc.config.ConfigurationException if the argument is wrong
     */
    CredentialsProvider create(String argument);
}
