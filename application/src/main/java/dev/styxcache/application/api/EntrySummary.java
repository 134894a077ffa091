package dev.styxcache.application.api;

import dev.styxcache.domain.key.CacheKey;
import java.time.Instant;

/**
 * An entry in a listing of the store.
 *
 * @param key its key
 * @param lastUse when it was last used
 */
public record EntrySummary(CacheKey key, Instant lastUse) {}
