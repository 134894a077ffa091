package dev.styxcache.application.spi;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import java.time.Duration;

/**
 * The parts of a caching runner, as a configuration describes them.
 *
 * @param base the base runner
 * @param policy what is part of the key, and how strict the cache is
 * @param hasher digests the inputs
 * @param images resolves an image's tag to a digest
 * @param imagesKeptFor time for which an image's digest is not resolved again
 * @param cache the cache
 */
public record RunnerConfiguration(
    Runner base,
    CachePolicy policy,
    ContentHasher hasher,
    ImageDigestResolver images,
    Duration imagesKeptFor,
    CacheConfiguration cache) {}
