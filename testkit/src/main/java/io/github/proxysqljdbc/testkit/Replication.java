package io.github.proxysqljdbc.testkit;

import java.time.Duration;
import java.util.List;

/** What MySQL and MariaDB call the same steps of replication. Stateless; each method is asked with a connection to one instance. */
interface Replication {
    /** Statements that make an instance whose replication is stopped follow the one at the given address from where it stands. */
    List<String> follow(String host, int port, Duration delay);

    List<String> start();

    List<String> stop();

    List<String> stopReceiving();

    /** Statements that make a replica forget whom it followed. */
    List<String> forget();

    /** Statements that set the delay of a replica, whose replication goes on. */
    List<String> delay(Duration delay);

    /**
     * Statements that make a replica, whose receiving is stopped, execute what it has received, at once and even if its applying was
     * stopped. They keep its relay log, which a change of its delay or a start of its replication as a whole may throw away.
     */
    List<String> executeReceived(Admin admin);

    /** All transactions that the instance holds. */
    String position(Admin admin);

    /** All transactions that the replica has received, executed or not. */
    String received(Admin admin);

    /** Waits until the instance holds all of {@code position}. @return false if that took longer than {@code timeout} */
    boolean await(Admin admin, String position, Duration timeout);

    /** Whether the instance behind {@code admin} holds all of {@code position} now. */
    boolean holds(Admin admin, String position);

    /** How far a replica is behind, at the server's resolution of a second; 0 if it does not know. */
    long lagMillis(Admin admin);

    /** How replication fares on the instance. */
    ReplicaState state(Admin admin);
}
