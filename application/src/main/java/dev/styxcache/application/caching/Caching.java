package dev.styxcache.application.caching;

import dev.styxcache.application.port.CacheEvents;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.ContentWatch;
import dev.styxcache.application.port.ImageDigestResolver;
import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.port.TreeCopier;
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
