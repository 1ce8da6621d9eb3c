package io.github.proxysqljdbc;

import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An address of a server behind a firewall that forgets connections, as one does that were idle for too long: neither end is told, and what is sent on them
 * reaches nobody. New connections work.
 */
final class ForgetfulFirewall implements AutoCloseable {
    /** Where a packet says what it wants, and what says that it wants nothing but an answer. */
    private static final int COMMAND = 4;

    private static final byte PING = 0x0e;

    private final ServerInstance instance;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowedPings = new AtomicInteger();

    ForgetfulFirewall(ServerInstance instance) throws IOException {
        this.instance = instance;
        start(this::accept);
    }

    String jdbcUrl() {
        return "jdbc:proxysql://127.0.0.1:" + listener.getLocalPort() + "/test";
    }

    /** Forgets all connections. */
    void forget() {
        links.forEach(link -> link.forgotten = true);
    }

    /** On how many forgotten connections a client asked whether the server is there, counting each time. */
    int swallowedPings() {
        return swallowedPings.get();
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(listener.accept(), new Socket(instance.directHost(), instance.directPort()));
                links.add(link);
                start(link::toServer);
                start(link::toClient);
            }
        } catch (IOException e) {
            // close() ends the listener.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "forgetful-firewall");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(Link::close);
    }

    /** One client and its server. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean forgotten;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void toServer() {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = client.getInputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!forgotten) {
                        server.getOutputStream().write(buffer, 0, count);
                    } else if (count > COMMAND && buffer[COMMAND] == PING) {
                        swallowedPings.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                // One end is gone, and with it the other one.
            }
            close();
        }

        void toClient() {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = server.getInputStream();
                for (int count = in.read(buffer); count >= 0 && !forgotten; count = in.read(buffer)) {
                    client.getOutputStream().write(buffer, 0, count);
                }
            } catch (IOException e) {
                // One end is gone, and with it the other one.
            }
            if (!forgotten) {
                close();
            }
        }

        private void close() {
            links.remove(this);
            try (client) {
                server.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }
}
