INSERT INTO product (name, stock) VALUES ('tea', 5), ('milk', 3);
