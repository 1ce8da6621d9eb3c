package io.github.proxysqljdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token of IAM database authentication, as a server reads it: a presigned URL without its scheme (AWS Signature Version 4 for API requests, "Add the
 * signature to the request"). Written against that text, not with the SDK, so that the one checks the other. Immutable.
 */
final class IamToken {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final String address;
    private final String signedQuery;
    private final Map<String, String> parameters;

    IamToken(String text) {
        String[] parts = text.split("/\\?", 2);
        address = parts[0];
        signedQuery = Arrays.stream(parts[1].split("&"))
                .filter(each -> !each.startsWith("X-Amz-Signature="))
                .sorted()
                .collect(Collectors.joining("&"));
        parameters = Arrays.stream(parts[1].split("&"))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
    }

    /** {@code host:port} of the instance that it is for. */
    String address() {
        return address;
    }

    String user() {
        return parameter("DBUser");
    }

    String region() {
        return scope()[2];
    }

    /** The access key of whoever signed it. */
    String key() {
        return scope()[0];
    }

    /** The session that the signer's credentials belong to; null for none. */
    @Nullable
    String session() {
        return parameters.get("X-Amz-Security-Token");
    }

    boolean isGoodAt(Instant now) {
        Instant from = LocalDateTime.parse(parameter("X-Amz-Date"), DATE).toInstant(ZoneOffset.UTC);
        Duration life = Duration.ofSeconds(Long.parseLong(parameter("X-Amz-Expires")));
        return life.equals(Duration.ofMinutes(15)) && now.isBefore(from.plus(life));
    }

    boolean isSignedWith(String secretKey) throws GeneralSecurityException {
        String request = "GET\n/\n" + signedQuery + "\nhost:" + address + "\n\n" + parameter("X-Amz-SignedHeaders")
                + '\n' + sha256("");
        String[] scope = scope();
        String toSign = parameter("X-Amz-Algorithm")
                + '\n'
                + parameter("X-Amz-Date")
                + '\n'
                + String.join("/", Arrays.asList(scope).subList(1, scope.length))
                + '\n'
                + sha256(request);
        byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
        for (int i = 1; i < scope.length; i++) {
            key = hmac(key, scope[i]);
        }
        return scope[3].equals("rds-db")
                && parameter("Action").equals("connect")
                && HexFormat.of().formatHex(hmac(key, toSign)).equals(parameter("X-Amz-Signature"));
    }

    private String[] scope() {
        return parameter("X-Amz-Credential").split("/");
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
