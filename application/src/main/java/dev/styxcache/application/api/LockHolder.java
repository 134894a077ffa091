package dev.styxcache.application.api;

/**
 * The holder of a lock.
 *
 * @param description names the holder for people, such as {@code process 4711 on node3}
 */
public record LockHolder(String description) {}
