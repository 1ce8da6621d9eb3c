package io.github.proxysqljdbc.springboot.shop;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PessimisticLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Transactions as applications write them; each says which server it ran on. */
@Service
public class Shop {
    private final EntityManager entities;

    Shop(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional(readOnly = true)
    public Answer look(long id) {
        return new Answer(entities.find(Product.class, id).getStock(), server());
    }

    @Transactional
    public Answer sell(long id) {
        Product product = entities.find(Product.class, id, LockModeType.PESSIMISTIC_WRITE);
        product.setStock(product.getStock() - 1);
        return new Answer(product.getStock(), server());
    }

    /** Runs again if its transaction was lost with the writer. */
    @Retryable(includes = {PessimisticLockException.class, PessimisticLockingFailureException.class})
    @Transactional
    public long add(String name, int stock) {
        Product product = new Product(name, stock);
        entities.persist(product);
        return product.getId();
    }

    private int server() {
        return ((Number) entities.createNativeQuery("SELECT @@server_id", Integer.class)
                        .getSingleResult())
                .intValue();
    }

    /** What a transaction found, and the id of the server that it ran on. */
    public record Answer(int stock, int server) {}
}
