package io.github.proxysqljdbc.examples.shop;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The products, and the server that a transaction runs on. */
public interface Products extends JpaRepository<Product, Long> {
    /** Takes one away; returns how many products had one left, 0 or 1. */
    @Modifying
    @Query("UPDATE Product p SET p.stock = p.stock - 1 WHERE p.id = :id AND p.stock > 0")
    int sellOne(long id);

    @Query(value = "SELECT CONCAT('server ', @@server_id)", nativeQuery = true)
    String server();
}
