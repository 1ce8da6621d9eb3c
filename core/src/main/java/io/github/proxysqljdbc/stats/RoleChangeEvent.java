package io.github.proxysqljdbc.stats;

/**
 * An instance changed its role, its status, or both.
 *
 * @param instance {@code host:port}
 * @param oldRole the role before, such as {@code reader}
 * @param newRole the role from now on
 * @param oldStatus the status before, such as {@code online}
 * @param newStatus the status from now on
 * @param evidence what the instance answered, or did not, in words
 */
public record RoleChangeEvent(
        String instance, String oldRole, String newRole, String oldStatus, String newStatus, String evidence) {}
