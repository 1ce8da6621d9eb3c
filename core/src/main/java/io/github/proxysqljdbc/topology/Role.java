package io.github.proxysqljdbc.topology;

/** What an instance says of itself. Silence never changes it: it is the instance's last word, however long ago. */
public enum Role {
    /** Takes writes: none of the variables that the role check asks for is on. */
    WRITER,
    /** Read-only. */
    READER,
    /** The instance has not said yet. */
    UNKNOWN
}
