package io.github.proxysqljdbc.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that runs after the last test of a {@link ClusterTest} class, before its cluster is closed and before it is looked for what was left over: once for each kind of server, where
 * Jupiter's own life-cycle methods of a class run once for all kinds. It has no parameter, or one of type {@link Cluster}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClusterTearDown {}
