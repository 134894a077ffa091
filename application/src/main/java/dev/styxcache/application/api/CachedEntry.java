package dev.styxcache.application.api;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry of a cache, as it was when it was looked up.
 *
 * @param key its key
 * @param directory where it stands, absolute; its files must not be written to
 * @param manifest its manifest; empty for an entry that Python's {@code styxcache} wrote, and for
 *     one that has a fault
 * @param fault why it cannot be served, for people: it is corrupt, or of a newer format; empty for
 *     an entry that can be served
 */
public record CachedEntry(
    CacheKey key, Path directory, Optional<EntryManifest> manifest, Optional<String> fault) {}
