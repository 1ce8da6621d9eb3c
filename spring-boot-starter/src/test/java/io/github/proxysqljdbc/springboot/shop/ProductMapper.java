package io.github.proxysqljdbc.springboot.shop;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** SQL without an object-relational mapper, without transactions. */
@Mapper
public interface ProductMapper {
    @Insert("INSERT INTO product (name, stock) VALUES (#{name}, #{stock})")
    int add(@Param("name") String name, @Param("stock") int stock);

    @Select("SELECT stock FROM product WHERE name = #{name}")
    int stock(String name);

    @Select("SELECT @@server_id")
    int server();
}
