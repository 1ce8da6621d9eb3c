package io.github.proxysqljdbc.examples.shop;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ServerInstance;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The shop over HTTP; the page {@code index.html} calls it. */
@RestController
class ShopController {
    private final Shop shop;
    private final ObjectProvider<Cluster> cluster;

    ShopController(Shop shop, ObjectProvider<Cluster> cluster) {
        this.shop = shop;
        this.cluster = cluster;
    }

    @GetMapping("/api/products")
    Shop.Shelf products() {
        return shop.shelf();
    }

    @PostMapping("/api/products/{id}/orders")
    Shop.Receipt order(@PathVariable long id) {
        return shop.order(id);
    }

    /** Kills the writer of the shop's own cluster and makes a replica the next one, as an orchestrator would. */
    @PostMapping("/api/failover")
    synchronized Failover failover() {
        Cluster own = cluster.getIfAvailable();
        if (own == null) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "these are servers of your own, which you fail over yourself");
        }
        if (own.replicas().stream().noneMatch(ServerInstance::isRunning)) {
            own.heal();
        }
        ServerInstance killed = own.writer();
        killed.kill();
        own.failover(own.replicas().stream()
                .filter(ServerInstance::isRunning)
                .findFirst()
                .orElseThrow());
        return new Failover(name(killed), name(own.writer()));
    }

    private static String name(ServerInstance server) {
        return "server " + server.serverId();
    }

    /** The writer that was, and the one that is. */
    record Failover(String killed, String promoted) {}
}
