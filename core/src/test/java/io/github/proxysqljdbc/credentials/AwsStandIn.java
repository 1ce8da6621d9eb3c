package io.github.proxysqljdbc.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Stands in on loopback for what the AWS SDK calls: Secrets Manager's {@code GetSecretValue} (AWS Secrets Manager API Reference), and the endpoint
 * that gives a container its AWS credentials (AWS SDKs and Tools Reference Guide, "Container credential provider"). The SDK is led to it, and away from
 * anything else, by its own system properties, which have their former values again when this is closed.
 */
public final class AwsStandIn implements AutoCloseable {
    public static final String REGION = "eu-central-1";
    public static final String KEY = "AKIASTANDIN";
    public static final String SECRET_KEY = "stand-in-s3cret";

    private final Map<String, @Nullable String> former = new HashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile @Nullable String error;
    private volatile String containerCredentials = "{}";
    private volatile boolean silent;

    public AwsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::secretsManager);
        server.createContext("/container-credentials", exchange -> answer(exchange, 200, containerCredentials));
        server.start();
        set("aws.endpointUrlSecretsManager", address());
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", "/nowhere/config");
        set("aws.sharedCredentialsFile", "/nowhere/credentials");
        set("aws.region", REGION);
        signWith(KEY, SECRET_KEY);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void set(String property, String value) {
        former.putIfAbsent(property, System.getProperty(property));
        System.setProperty(property, value);
    }

    private void clear(String property) {
        former.putIfAbsent(property, System.getProperty(property));
        System.clearProperty(property);
    }

    /** The AWS credentials of this process. */
    public void signWith(String key, String secretKey) {
        set("aws.accessKeyId", key);
        set("aws.secretAccessKey", secretKey);
    }

    /** Has this process get its AWS credentials from here, as a container does. */
    public void signAsContainer(String key, String secretKey, String token, Instant expiration) {
        clear("aws.accessKeyId");
        clear("aws.secretAccessKey");
        containerCredentials = """
                {"AccessKeyId":"%s","SecretAccessKey":"%s","Token":"%s","Expiration":"%s"}""".formatted(key, secretKey, token, expiration);
        set("aws.containerCredentialsFullUri", address() + "/container-credentials");
    }

    /** Leaves this process without a region. */
    public void forgetRegion() {
        clear("aws.region");
    }

    /** The text of the version with a label, such as {@code AWSCURRENT}; null takes it away. */
    public void put(String label, @Nullable String text) {
        if (text == null) {
            versions.remove(label);
        } else {
            versions.put(label, text);
        }
    }

    /** Refuses all questions with this error from now on; null answers them again. */
    public void fail(@Nullable String type) {
        error = type;
    }

    /** Accepts questions and answers none, from now on until this is closed. */
    void beSilent() {
        silent = true;
    }

    /** Each question that came: region, secret and label. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What the questions said of their connections. */
    Set<String> connections() {
        return Set.copyOf(connections);
    }

    private void secretsManager(HttpExchange exchange) throws IOException {
        if (silent) {
            awaitClose();
            return;
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        connections.add(exchange.getRequestHeaders().getFirst("Connection"));
        JsonNode question = JsonNode.parser().parse(exchange.getRequestBody());
        String label = question.field("VersionStage").orElseThrow().text();
        String secret = question.field("SecretId").orElseThrow().text();
        asked.add(signature.replaceFirst(".*/([a-z0-9-]+)/secretsmanager/.*", "$1") + ' ' + secret + ' ' + label);
        String text = versions.get(label);
        if (!Objects.equals(target, "secretsmanager.GetSecretValue")) {
            answer(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        } else if (error != null) {
            answer(exchange, 400, "{\"__type\":\"" + error + "\",\"Message\":\"not for you\"}");
        } else if (text == null) {
            answer(exchange, 400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such version\"}");
        } else {
            answer(exchange, 200, "{\"Name\":\"shop\",\"SecretString\":\"" + escaped(text) + "\"}");
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        former.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }
}
