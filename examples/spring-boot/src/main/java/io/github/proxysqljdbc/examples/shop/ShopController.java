package io.github.proxysqljdbc.examples.shop;

import io.github.proxysqljdbc.testkit.Cluster;
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
    String failover() {
        Cluster own = cluster.getIfAvailable();
        if (own == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "these are your own servers");
        }
        if (own.replicas().stream().noneMatch(replica -> replica.isRunning())) {
            own.heal();
        }
        own.writer().kill();
        own.failover(own.replicas().stream()
                .filter(replica -> replica.isRunning())
                .findFirst()
                .orElseThrow());
        return "server " + own.writer().serverId() + " is the writer now";
    }
}
