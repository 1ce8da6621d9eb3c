package io.github.proxysqljdbc.examples.shop;

import jakarta.persistence.PessimisticLockException;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The shop's transactions, as any application writes them. Each answer says where it comes from. */
@Service
public class Shop {
    private final Products products;

    Shop(Products products) {
        this.products = products;
    }

    @Transactional(readOnly = true)
    public Shelf shelf() {
        return new Shelf(products.findAll(), products.server());
    }

    /** Runs again if its transaction was lost with the writer. */
    @Retryable(includes = {PessimisticLockException.class, PessimisticLockingFailureException.class})
    @Transactional
    public Receipt order(long id) {
        Product product = products.findById(id).orElseThrow();
        product.sellOne();
        products.flush();
        return new Receipt(product.getName(), product.getStock(), products.server());
    }

    /** What is there, and the server that said so. */
    public record Shelf(List<Product> products, String answeredBy) {}

    /** What was bought, how many are left, and the server that wrote it down. */
    public record Receipt(String product, int left, String answeredBy) {}
}
