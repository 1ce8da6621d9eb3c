package io.github.proxysqljdbc.springboot.shop;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** A repository, whose queries are read-only transactions. */
@Transactional(readOnly = true)
public interface Products extends JpaRepository<Product, Long> {
    List<Product> findByName(String name);

    @Query(value = "SELECT @@server_id", nativeQuery = true)
    int server();
}
