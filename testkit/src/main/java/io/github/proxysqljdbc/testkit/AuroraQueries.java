package io.github.proxysqljdbc.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a client sends, with the texts of COM_QUERY and COM_STMT_PREPARE rewritten as {@link AuroraSql} says (MySQL internals manual,
 * "MySQL Packets", "Text Protocol"). Every other packet passes as it is, and so do texts of more than 1 MB: nobody asks for a role in one.
 */
final class AuroraQueries implements Filter {
    private static final int HEADER = 4;
    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final byte COM_QUERY = 0x03;
    private static final byte COM_STMT_PREPARE = 0x16;

    private final String serverId;
    private byte[] held = new byte[1024];
    private int heldBytes;
    private int passing;
    private ByteBuffer out = ByteBuffer.allocate(32 * 1024);

    AuroraQueries(String serverId) {
        this.serverId = serverId;
    }

    @Override
    public ByteBuffer apply(ByteBuffer in) {
        if (heldBytes == 0 && passing >= in.remaining()) {
            passing -= in.remaining();
            return in;
        }
        out.clear();
        while (in.hasRemaining()) {
            if (passing > 0) {
                pass(in);
            } else {
                hold(in);
            }
        }
        return out.flip();
    }

    private void pass(ByteBuffer in) {
        int length = Math.min(passing, in.remaining());
        send(in.slice(in.position(), length));
        in.position(in.position() + length);
        passing -= length;
    }

    /** Collects a packet's header and first byte, and the rest of a packet that may be rewritten. */
    private void hold(ByteBuffer in) {
        int wanted = heldBytes < HEADER ? HEADER : HEADER + (rewritable() ? length() : Math.min(1, length()));
        int taken = Math.min(wanted - heldBytes, in.remaining());
        if (held.length < heldBytes + taken) {
            held = Arrays.copyOf(held, Math.max(wanted, 2 * held.length));
        }
        in.get(held, heldBytes, taken);
        heldBytes += taken;
        if (heldBytes < HEADER || (heldBytes == HEADER && length() > 0)) {
            return;
        }
        if (!rewritable()) {
            passing = length() - (heldBytes - HEADER);
            sendHeld();
        } else if (heldBytes == HEADER + length()) {
            rewrite();
        }
    }

    private int length() {
        return (held[0] & 0xff) | (held[1] & 0xff) << 8 | (held[2] & 0xff) << 16;
    }

    private boolean rewritable() {
        return heldBytes > HEADER
                && held[3] == 0
                && (held[HEADER] == COM_QUERY || held[HEADER] == COM_STMT_PREPARE)
                && length() <= LONGEST_TEXT;
    }

    private void rewrite() {
        String text = new String(held, HEADER + 1, length() - 1, StandardCharsets.ISO_8859_1);
        String rewritten = concerned(text) ? AuroraSql.rewrite(text, serverId) : text;
        if (rewritten.equals(text)) {
            sendHeld();
            return;
        }
        byte[] bytes = rewritten.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length + 1;
        byte command = held[HEADER];
        heldBytes = 0;
        send(ByteBuffer.wrap(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), 0, command}));
        send(ByteBuffer.wrap(bytes));
    }

    private static boolean concerned(String text) {
        if (text.indexOf('_') < 0) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("read_only")
                || lower.contains("read\\_only")
                || lower.contains("replica_host_status")
                || lower.contains("aurora");
    }

    private void sendHeld() {
        send(ByteBuffer.wrap(held, 0, heldBytes));
        heldBytes = 0;
    }

    private void send(ByteBuffer bytes) {
        if (out.remaining() < bytes.remaining()) {
            out = ByteBuffer.allocate(2 * (out.position() + bytes.remaining())).put(out.flip());
        }
        out.put(bytes);
    }
}
