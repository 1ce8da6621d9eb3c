package io.github.proxysqljdbc.examples.shop;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The products, and the server that a transaction runs on. */
public interface Products extends JpaRepository<Product, Long> {
    @Query(value = "SELECT CONCAT('server ', @@server_id)", nativeQuery = true)
    String server();
}
