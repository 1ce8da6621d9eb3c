package io.github.proxysqljdbc.examples.shop;

import jakarta.persistence.PessimisticLockException;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** The shop's transactions, as any application writes them. Each answer says where it comes from. */
@Service
public class Shop {
    private final Products products;

    Shop(Products products) {
        this.products = products;
    }

    /** Fills an empty shop. A transaction that may write, so that its read, too, is on the writer: a replica may not have the table yet. */
    @Transactional
    public void stockUp() {
        if (products.count() == 0) {
            products.saveAll(List.of(new Product("Tea", 100), new Product("Coffee", 100), new Product("Milk", 100)));
        }
    }

    @Transactional(readOnly = true)
    public Shelf shelf() {
        return new Shelf(products.findAll(), products.server());
    }

    /** Runs again if its transaction was lost with the writer. */
    @Retryable(includes = {PessimisticLockException.class, PessimisticLockingFailureException.class})
    @Transactional
    public Receipt order(long id) {
        boolean sold = products.sellOne(id) == 1;
        Product product = products.findById(id).orElseThrow();
        if (!sold) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, product.getName() + " is sold out");
        }
        return new Receipt(product.getName(), product.getStock(), products.server());
    }

    /** What is there, and the server that said so. */
    public record Shelf(List<Product> products, String answeredBy) {}

    /** What was bought, how many are left, and the server that wrote it down. */
    public record Receipt(String product, int left, String answeredBy) {}
}
