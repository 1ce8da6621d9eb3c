package io.github.proxysqljdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A door on loopback in front of a real server, which logs in as an RDS instance with IAM database authentication does: over TLS, whatever the client
 * begins with, it asks for the password as it is ({@code mysql_clear_password}), and judges it. Whom it lets in it logs in to the server behind it, as the
 * account of the same name, which has no password there; from then on it is a pipe. (MySQL Source Code Documentation, "Connection Phase".)
 */
final class IamDoor implements AutoCloseable {
    private static final int COMPRESS = 1 << 5;
    private static final int SSL = 1 << 11;
    private static final int ZSTD = 1 << 26;
    private static final int FIXED_PART = 4 + 4 + 1 + 23;
    private static final int SWITCH = 0xfe;

    private final @Nullable SSLContext tls;
    private final int behind;
    private final BiPredicate<String, String> judge;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * @param tls the door's certificate; null for a door without TLS
     * @param behind the port of the server
     * @param judge whether a user may come in with that password
     */
    IamDoor(@Nullable SSLContext tls, int behind, BiPredicate<String, String> judge) throws IOException {
        this.tls = tls;
        this.behind = behind;
        this.judge = judge;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            open.add(client);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Packets toServer = new Packets(server);
            Packets plain = new Packets(client);
            plain.write(0, greeting(toServer.read()));
            Packets toClient = tls == null ? plain : secured(plain, client, tls);
            if (letIn(toClient, toServer)) {
                threads.execute(() -> pipe(toServer.in, toClient.out, client));
                pipe(toClient.in, toServer.out, server);
            }
        } catch (IOException gone) {
            // The client sees the same.
        } finally {
            open.remove(client);
        }
    }

    private static Packets secured(Packets plain, Socket client, SSLContext tls) throws IOException {
        if (plain.read().length != FIXED_PART) {
            throw new IOException("the client does not ask for TLS");
        }
        SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(client, InputStream.nullInputStream(), false);
        secure.setUseClientMode(false);
        return new Packets(secure);
    }

    /** The server's own, but with TLS as this door has it, and without compression, which would hide what comes next. */
    private byte[] greeting(byte[] greeting) {
        ByteBuffer bytes = ByteBuffer.wrap(greeting).order(ByteOrder.LITTLE_ENDIAN);
        int end = 1;
        while (greeting[end] != 0) {
            end++;
        }
        int lower = end + 1 + 4 + 8 + 1;
        int upper = lower + 2 + 1 + 2;
        int flags = (bytes.getShort(lower) & 0xffff) | (bytes.getShort(upper) << 16);
        flags = (flags & ~(COMPRESS | ZSTD | SSL)) | (tls == null ? 0 : SSL);
        bytes.putShort(lower, (short) flags);
        bytes.putShort(upper, (short) (flags >>> 16));
        return greeting;
    }

    private boolean letIn(Packets client, Packets server) throws IOException {
        byte[] response = client.read();
        int sequence = client.sequence;
        client.write(sequence + 1, bytes(SWITCH, "mysql_clear_password\0"));
        byte[] password = client.read();
        String user = text(response, FIXED_PART);
        if (!judge.test(user, new String(password, 0, password.length - 1, UTF_8))) {
            byte[] error = bytes(0xff, "\25\4#28000Access denied for user '" + user + "'");
            client.write(client.sequence + 1, error);
            return false;
        }
        server.write(1, withoutPassword(response, user));
        byte[] answer = server.read();
        while ((answer[0] & 0xff) == SWITCH) {
            server.write(server.sequence + 1, new byte[0]);
            answer = server.read();
        }
        client.write(client.sequence + 1, answer);
        return true;
    }

    /** The client's response without TLS and without what it answered to a scramble. */
    private static byte[] withoutPassword(byte[] response, String user) {
        ByteBuffer from = ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN);
        int flags = from.getInt(0);
        int authentication = FIXED_PART + user.getBytes(UTF_8).length + 1;
        int length = response[authentication] & 0xff;
        if (length > 250) {
            throw new IllegalStateException("an answer to a scramble that is longer than this door reads");
        }
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        to.write(response, 0, authentication);
        to.write(0);
        to.write(response, authentication + 1 + length, response.length - authentication - 1 - length);
        byte[] bytes = to.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, flags & ~SSL);
        return bytes;
    }

    private static String text(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, UTF_8);
    }

    private static byte[] bytes(int first, String rest) {
        return ((char) first + rest).getBytes(ISO_8859_1);
    }

    private static void pipe(InputStream in, OutputStream out, Socket reader) {
        try (reader) {
            byte[] buffer = new byte[16 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException gone) {
            // The other direction ends as well.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** Packets of the protocol: three bytes of length, one of sequence. */
    private static final class Packets {
        private final InputStream in;
        private final OutputStream out;
        private int sequence;

        private Packets(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        private byte[] read() throws IOException {
            byte[] header = in.readNBytes(4);
            if (header.length < 4) {
                throw new EOFException();
            }
            int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
            sequence = header[3] & 0xff;
            byte[] payload = new byte[length];
            new DataInputStream(in).readFully(payload);
            return payload;
        }

        private void write(int number, byte[] payload) throws IOException {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(payload.length);
            packet.write(payload.length >> 8);
            packet.write(payload.length >> 16);
            packet.write(number);
            packet.writeBytes(payload);
            out.write(packet.toByteArray());
            out.flush();
        }
    }
}
