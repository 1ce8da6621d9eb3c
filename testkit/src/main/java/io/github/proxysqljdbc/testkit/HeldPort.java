package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A free port on loopback that stays ours while nobody listens on it: a socket is bound to it that neither listens nor connects, so that
 * clients are refused and no other program gets the port. Thread-safe.
 */
final class HeldPort implements AutoCloseable {
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(1);

    private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");

    static final String HOST = "127.0.0.1";

    private final int number;
    private @Nullable Socket holder;

    HeldPort() {
        this.holder = bind(0);
        this.number = holder.getLocalPort();
    }

    int number() {
        return number;
    }

    static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Socket bind(int port) {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot bind " + HOST + ':' + port, e);
        }
    }

    /**
     * Lets a listener that sets SO_REUSEADDR have the port. On Linux that may listen beside the socket that holds the port, so that nobody
     * else can take it in between; other systems want it free.
     */
    void makeWay() {
        if (!LINUX) {
            release();
        }
    }

    /** Leaves the port to whoever comes first. */
    synchronized void release() {
        Socket held = holder;
        holder = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + number, e);
            }
        }
    }

    /**
     * Takes the port back after the listener was closed; that ends a moment after it was asked for, so this tries for a second. If the
     * port cannot be had, clients are refused all the same.
     */
    synchronized void hold() {
        if (holder == null) {
            Waiting.until(LONGEST_RETURN, this::tryToHold);
        }
    }

    private boolean tryToHold() {
        try {
            holder = bind(number);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        release();
    }
}
