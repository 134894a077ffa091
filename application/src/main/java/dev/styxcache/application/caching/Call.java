package dev.styxcache.application.caching;

import dev.styxcache.application.port.OutputHandler;
import dev.styxcache.domain.Metadata;
import java.time.Instant;
import java.util.List;

/** One call of {@code run}: what the caller gave. */
record Call(
    Metadata metadata,
    List<String> command,
    OutputHandler stdout,
    OutputHandler stderr,
    Instant started) {}
