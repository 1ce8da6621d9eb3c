/** Makes a {@code jdbc:proxysql:} URL the data source of a Spring Boot application, with health, metrics and an actuator endpoint. */
@NullMarked
package io.github.proxysqljdbc.springboot;

import org.jspecify.annotations.NullMarked;
