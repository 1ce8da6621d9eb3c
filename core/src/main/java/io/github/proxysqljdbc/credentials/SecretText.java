package io.github.proxysqljdbc.credentials;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What stands in a secret: a JSON object with {@code password}, and {@code username} or {@code user}, as RDS makes them (AWS Secrets Manager
 * User Guide, "JSON structure of secrets"); or else the password itself. Stateless.
 */
final class SecretText {
    private SecretText() {}

    /**
     * @param secret the name of the secret, for messages; no message holds a part of the text
     * @throws IOException if the text is neither
     */
    static Credentials read(String secret, @Nullable String text, Instant expiresAt) throws IOException {
        if (text == null || text.isEmpty()) {
            throw new IOException("secret " + secret + " holds no text");
        }
        if (!text.stripLeading().startsWith("{")) {
            return new Credentials(null, text, expiresAt);
        }
        Map<String, JsonNode> fields = fields(secret, text);
        String password = text(secret, fields, "password");
        if (password == null || password.isEmpty()) {
            throw new IOException("secret " + secret + " has no 'password'");
        }
        String username = text(secret, fields, "username");
        return new Credentials(username != null ? username : text(secret, fields, "user"), password, expiresAt);
    }

    private static Map<String, JsonNode> fields(String secret, String text) throws IOException {
        try {
            return JsonNode.parser().parse(text).asObject();
        } catch (RuntimeException quotesTheText) {
            throw new IOException("secret " + secret + " begins like a JSON object and is none");
        }
    }

    private static @Nullable String text(String secret, Map<String, JsonNode> fields, String name) throws IOException {
        JsonNode field = fields.get(name);
        if (field == null || field.isNull()) {
            return null;
        }
        if (!field.isString()) {
            throw new IOException("secret " + secret + ": '" + name + "' is not a text");
        }
        return field.asString();
    }
}
