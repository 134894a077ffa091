package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.TreeCopier;
import java.nio.file.Path;
import java.time.Clock;

/** What all executions of one caching runner share. */
record Caching(
    Runner base,
    OpenedStore opened,
    ContentHasher hasher,
    TreeCopier copier,
    ImageDigestResolver images,
    CachePolicy policy,
    CacheEvents events,
    FailureHandling failures,
    Path workingDirectory,
    ContentWatch otherContent,
    Clock clock) {}
