package dev.styxcache.application.api;

/**
 * Who holds a lock.
 *
 * @param description for people, such as {@code process 4711 on node3}
 */
public record LockHolder(String description) {}
