package io.github.proxysqljdbc.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that runs after the cluster of a {@link ClusterTest} class has started, before its first test: once for each kind of server, where
 * Jupiter's own life-cycle methods of a class run once for all kinds. It has no parameter, or one of type {@link Cluster}. It runs again, after
 * the class's {@link ClusterTearDown} methods, should {@link Cluster#heal()} have had to put all data back to those of the cluster's start.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClusterSetUp {}
