package io.github.proxysqljdbc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port at which attempts to connect get no answer at all: its listener accepts nothing, and its queue is full, so that the operating
 * system drops what arrives (Linux: {@code tcp_abort_on_overflow} of tcp(7), off by default). Elsewhere attempts may be refused.
 */
final class DeafListener implements AutoCloseable {
    private static final int SHORTEST_QUEUE = 1;
    private static final int MOST_FILLERS = 8;
    private static final int NO_ANSWER_MILLIS = 100;

    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> fillers = new ArrayList<>();

    DeafListener(InetSocketAddress address) throws IOException {
        try {
            listener.setReuseAddress(true);
            listener.bind(address, SHORTEST_QUEUE);
            boolean answered = true;
            while (answered && fillers.size() < MOST_FILLERS) {
                answered = isAnswered(address);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isAnswered(InetSocketAddress address) throws IOException {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
            filler.connect(address, NO_ANSWER_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket filler : fillers) {
                filler.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + listener, e);
        }
    }
}
