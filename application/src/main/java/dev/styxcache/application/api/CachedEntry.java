package dev.styxcache.application.api;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry of the local store, as it was at lookup.
 *
 * @param key its key
 * @param directory its absolute path; its files must not be written to
 * @param manifest its manifest; empty for an entry that Python's {@code styxcache} wrote, and for
 *     one with a fault
 * @param fault why it cannot be served, for people: it is corrupt or has a newer format; empty if
 *     it can be served
 */
public record CachedEntry(
    CacheKey key, Path directory, Optional<EntryManifest> manifest, Optional<String> fault) {}
