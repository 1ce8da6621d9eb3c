package io.github.proxysqljdbc.config;

/** Whether a data source waits for the cluster when it opens (the {@code initialization} option). */
public enum Initialization {
    /** Opens as soon as one instance has answered; fails if none does within {@code connectionTimeout}. */
    EAGER,
    /** Opens without waiting; the first statement waits instead. */
    LAZY
}
