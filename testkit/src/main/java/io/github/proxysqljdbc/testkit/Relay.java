package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP relay in front of one instance, whose port stays the same for the life of the cluster.
 *
 * <p>Each connection has two threads, one for each direction, which block in read and write: that is the shortest way for a statement
 * there and back. While the relay is shut, its port refuses connections, as the port of a dead server does. While it is stalled, nothing is
 * read or written, and nobody is told: connections are accepted by the operating system, bytes wait in its buffers, and go on when the
 * relay is healed, as after a short loss of the network. While it is deaf as well, attempts to connect get no answer either.
 *
 * <p>Thread-safe. Lock order: {@code this}, then {@code gate}.
 */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final int STACK = 256 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(20);

    private final String name;
    private final Supplier<InetSocketAddress> target;
    private final Supplier<Filter> fromClient;
    private final Supplier<Filter> fromServer;
    private final HeldPort port = new HeldPort();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final LongAdder accepted = new LongAdder();
    private @Nullable ServerSocketChannel listener;
    private @Nullable Thread acceptor;
    private @Nullable DeafListener deaf;

    Relay(String name, Supplier<InetSocketAddress> target, Supplier<Filter> fromClient, Supplier<Filter> fromServer) {
        this.name = name;
        this.target = target;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
    }

    int port() {
        return port.number();
    }

    long accepted() {
        return accepted.sum();
    }

    /** Starts to accept connections; nothing happens if it does already. */
    synchronized void open() {
        if (listener != null) {
            return;
        }
        hear();
        port.makeWay();
        try {
            ServerSocketChannel opened = ServerSocketChannel.open();
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(HeldPort.address(port.number()), BACKLOG);
            listener = opened;
            Thread accepting = thread("accept", () -> acceptAll(opened));
            acceptor = accepting;
            accepting.start();
        } catch (IOException e) {
            port.hold();
            throw new UncheckedIOException("the relay of " + name + " cannot listen on port " + port.number(), e);
        }
    }

    /** Refuses new connections and resets those that exist. */
    synchronized void shut() {
        hear();
        boolean wasOpen = stopListening();
        links.forEach(Link::reset);
        if (wasOpen) {
            port.hold();
        }
    }

    private boolean stopListening() {
        ServerSocketChannel open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the relay of " + name + " cannot stop listening", e);
            }
            awaitAcceptor();
        }
        return open != null;
    }

    /** Waits for the accepting thread: the operating system goes on listening until that has left its call. */
    private void awaitAcceptor() {
        Thread accepting = acceptor;
        acceptor = null;
        if (accepting != null) {
            try {
                accepting.join(LONGEST_GOODBYE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void stall() {
        gate.close();
    }

    /** Stalls, and lets attempts to connect wait for an answer that does not come. Nothing more happens if it is shut. */
    synchronized void stallDeaf() {
        gate.close();
        if (stopListening()) {
            port.makeWay();
            try {
                deaf = new DeafListener(HeldPort.address(port.number()));
            } catch (IOException e) {
                throw new UncheckedIOException("the relay of " + name + " cannot play deaf", e);
            }
        }
    }

    /** Ends what {@link #stallDeaf()} began; the port refuses connections then. */
    private void hear() {
        DeafListener open = deaf;
        deaf = null;
        if (open != null) {
            open.close();
            port.hold();
        }
    }

    void slow(Duration latency) {
        gate.delay(latency);
    }

    /** Lets everything flow again at full speed. */
    synchronized void heal() {
        gate.open();
        if (deaf != null) {
            open();
        }
    }

    private Thread thread(String what, Runnable task) {
        Thread thread = new Thread(null, task, "testkit-relay-" + name + '-' + what, STACK);
        thread.setDaemon(true);
        return thread;
    }

    private void acceptAll(ServerSocketChannel accepting) {
        while (accepting.isOpen()) {
            try {
                SocketChannel client = accepting.accept();
                accepted.increment();
                thread("in", () -> connect(accepting, client)).start();
            } catch (IOException e) {
                if (accepting.isOpen()) {
                    throw new UncheckedIOException("the relay of " + name + " cannot accept", e);
                }
            }
        }
    }

    private void connect(ServerSocketChannel acceptedBy, SocketChannel client) {
        Link link = new Link(client);
        links.add(link);
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            gate.await();
            SocketChannel server = SocketChannel.open();
            link.server = server;
            server.connect(target.get());
            server.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (!acceptedBy.isOpen()) {
                link.reset();
                return;
            }
            thread("out", () -> pump(link, server, client, fromServer.get())).start();
            pump(link, client, server, fromClient.get());
        } catch (IOException e) {
            link.reset();
        }
    }

    private void pump(Link link, SocketChannel from, SocketChannel to, Filter filter) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                gate.await();
                buffer.flip();
                ByteBuffer out = filter.apply(buffer);
                while (out.hasRemaining()) {
                    to.write(out);
                }
                buffer.clear();
            }
            gate.await();
            link.close();
        } catch (IOException e) {
            link.reset();
        }
    }

    @Override
    public void close() {
        shut();
        heal();
        port.close();
    }

    /** One client and its server. */
    private final class Link {
        private final SocketChannel client;
        private volatile @Nullable SocketChannel server;

        Link(SocketChannel client) {
            this.client = client;
        }

        /** Both ends see an orderly end. */
        void close() {
            links.remove(this);
            close(client);
            close(server);
        }

        /** Both ends see a reset. */
        void reset() {
            links.remove(this);
            linger(client);
            linger(server);
            close();
        }

        private static void linger(@Nullable SocketChannel channel) {
            try {
                if (channel != null && channel.isOpen()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                close(channel);
            }
        }

        private static void close(@Nullable SocketChannel channel) {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where all bytes wait while the network is stalled or slow. */
    private static final class Gate {
        private volatile boolean restricted;
        private boolean closed;
        private long latencyNanos;

        synchronized void close() {
            closed = true;
            restricted = true;
        }

        synchronized void delay(Duration latency) {
            latencyNanos = latency.toNanos();
            restricted = closed || latencyNanos > 0;
        }

        synchronized void open() {
            closed = false;
            latencyNanos = 0;
            restricted = false;
            notifyAll();
        }

        void await() throws IOException {
            if (restricted) {
                pass();
            }
        }

        private synchronized void pass() throws IOException {
            long start = System.nanoTime();
            try {
                while (closed || System.nanoTime() - start < latencyNanos) {
                    if (closed) {
                        wait();
                    } else {
                        long left = latencyNanos - (System.nanoTime() - start);
                        wait(Math.max(0, left / 1_000_000), (int) Math.max(1, left % 1_000_000));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
