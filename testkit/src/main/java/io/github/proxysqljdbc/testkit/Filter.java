package io.github.proxysqljdbc.testkit;

import java.nio.ByteBuffer;

/** What a relay does to the bytes of one direction of one connection. Used by one thread. */
interface Filter {
    /** Lets everything through as it is. */
    Filter NONE = bytes -> bytes;

    /** Takes what was read, and gives what is to be sent now; both are ready to be read, and valid until the next call. */
    ByteBuffer apply(ByteBuffer bytes);
}
