package dev.styxcache.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import dev.styxcache.cli.failure.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchReportTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final BatchReport report =
      new BatchReport(
          new Context(
              Path.of("/"),
              Map.of(),
              InputStream.nullInputStream(),
              new Channel(out, "standard output"),
              new Channel(err, "standard error"),
              Terminal.NONE),
          nanos::get);

  @Test
  void withoutATerminal_thereIsOneLineAMinute_withTheTimeLeft() {
    report.due(4);
    report.finished(BatchResult.skipped("a", new CommandFailedException("skipped: so")));
    report.tick();
    assertThat(err.size()).isZero();

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    report.tick();
    report.tick();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "styxcache: 1 of 4 done: 0 hits, 0 misses, 0 failed, 1 skipped; 0.0 s saved,"
                + " about 3 min 0 s left\n");
    assertThat(report.untilLine()).isEqualTo(TimeUnit.SECONDS.toNanos(60));
  }
}
