package io.github.proxysqljdbc.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a server sends, with TLS and compression taken out of its greeting, so that the relay can read what the client answers (MySQL
 * internals manual, "Protocol::HandshakeV10" and "Capabilities Flags").
 */
final class AuroraGreeting implements Filter {
    private static final int HEADER = 4;
    private static final int PROTOCOL = 10;
    private static final int CLIENT_COMPRESS = 1 << 5;
    private static final int CLIENT_SSL = 1 << 11;
    private static final int CLIENT_ZSTD_IN_UPPER_HALF = 1 << (26 - 16);

    private ByteBuffer greeting = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    private boolean greeted;

    @Override
    public ByteBuffer apply(ByteBuffer in) {
        if (greeted) {
            return in;
        }
        if (greeting.remaining() < in.remaining()) {
            greeting = ByteBuffer.allocate(2 * (greeting.position() + in.remaining()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(greeting.flip());
        }
        greeting.put(in);
        int length = greeting.position() < HEADER ? Integer.MAX_VALUE : greeting.getInt(0) & 0xff_ffff;
        if (greeting.position() - HEADER < length) {
            return ByteBuffer.allocate(0);
        }
        greeted = true;
        if (greeting.get(HEADER) == PROTOCOL) {
            strip();
        }
        return greeting.flip();
    }

    private void strip() {
        int end = HEADER + 1;
        while (greeting.get(end) != 0) {
            end++;
        }
        int connectionIdScrambleAndFiller = 4 + 8 + 1;
        int lower = end + 1 + connectionIdScrambleAndFiller;
        int charsetAndStatus = 1 + 2;
        int upper = lower + 2 + charsetAndStatus;
        greeting.putShort(lower, (short) (greeting.getShort(lower) & ~(CLIENT_COMPRESS | CLIENT_SSL)));
        greeting.putShort(upper, (short) (greeting.getShort(upper) & ~CLIENT_ZSTD_IN_UPPER_HALF));
    }
}
