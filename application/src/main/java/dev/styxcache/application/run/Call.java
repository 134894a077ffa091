package dev.styxcache.application.run;

import dev.styxcache.application.api.OutputHandler;
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
