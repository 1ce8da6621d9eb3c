package io.github.proxysqljdbc.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A customer who clicks in a browser without a screen. */
class ShopTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Cluster cluster = Cluster.start();
    private final ConfigurableApplicationContext shop = ShopApplication.start(cluster, "--server.port=0");
    private final WebClient browser = new WebClient();
    private final HtmlPage page = open();

    private HtmlPage open() {
        browser.getOptions().setFetchPolyfillEnabled(true);
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        try {
            return browser.getPage("http://127.0.0.1:" + port + "/");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        try (cluster;
                shop) {
            browser.close();
        }
    }

    @Test
    void ordersGoOnWhileTheWriterIsKilled() {
        awaitText("reader", "server ");
        click("order-1");
        awaitText("log", "Tea: 99 left, written by server 1 (");
        cluster.awaitReplication();
        ServerInstance first = cluster.writer();

        click("failover");
        await("a dead writer", () -> !first.isRunning(), first::toString);
        click("order-1");
        click("order-2");

        awaitText("log", "server 1 was killed (");
        String writer = "server " + cluster.writer().serverId();
        assertThat(writer).isNotEqualTo("server 1");
        awaitText("log", "Tea: 98 left, written by " + writer);
        awaitText("log", "Coffee: 99 left, written by " + writer);
        awaitText("products", "98 left");
        click("order-1");
        awaitText("log", "Tea: 97 left, written by " + writer);
        assertThat(text("log")).doesNotContain("failed");
    }

    @Test
    void whatGoesWrongStandsOnThePage() throws SQLException {
        try (Connection admin = cluster.writer().openAdminConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("UPDATE " + cluster.database() + ".product SET stock = 0 WHERE name = 'Tea'");
        }
        awaitText("products", "0 left");

        click("order-1");

        awaitText("log", "Tea: failed (");
        assertThat(text("log")).endsWith("Tea is sold out");

        shop.close();
        awaitText("trouble", "The shelf could not be read: the shop does not answer");
    }

    private void click(String id) {
        await(id, () -> page.getElementById(id) != null, page::asXml);
        try {
            page.<HtmlElement>getHtmlElementById(id).click();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String id) {
        return page.getHtmlElementById(id).asNormalizedText();
    }

    private void awaitText(String id, String text) {
        await(text, () -> text(id).contains(text), page::asNormalizedText);
    }

    private static void await(String what, BooleanSupplier condition, Supplier<String> instead) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("waited %s for %s; there is: %s", LONGEST, what, instead.get())
                    .isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
