package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link CacheEntry} promises. */
public abstract class CacheEntryContract extends StoreContract {

  @Test
  void contains_tellsWhatTheRunMade() throws IOException {
    store(
        record("a"),
        output -> {
          var fs = output.getFileSystem();
          write(output.resolve("dir/sub/file"), "");
          Files.createSymbolicLink(output.resolve("link"), fs.getPath("dir/sub"));
          Files.createSymbolicLink(output.resolve("dir/nowhere"), fs.getPath("no"));
        });
    CacheEntry entry = found("a");
    assertThat(
            Stream.of(
                ".",
                "dir",
                "dir/sub",
                "dir/sub/file",
                "link",
                "link/file",
                "link/../sub/file",
                "./dir//sub/"))
        .allMatch(entry::contains);
    assertThat(
            Stream.of(
                "no",
                "di",
                "dir/file",
                "dir/sub/file/x",
                "dir/nowhere",
                "dir/nowhere/x",
                "..",
                "/",
                "../x",
                ".styxcache.done",
                ".styxcache.json",
                ".styxcache.stdout.gz"))
        .noneMatch(entry::contains);
  }

  @Test
  void contains_doesNotTakeForAnOutputWhatSomebodyElsePutThere() throws IOException {
    store(record("a"), output -> write(output.resolve("dir/out"), ""));
    write(entry("a").resolve("dir/stray"), "by a viewer of images");

    assertThat(found("a").contains("dir/stray")).isFalse();
  }

  @Test
  void replay_whenTheHandlerThrows_throwsThat() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      feed(staging.capture(StreamName.STDOUT), utf8("x\n"), 8);
      staging.commit(record("a"));
    }
    IllegalStateException mine = new IllegalStateException("mine");
    OutputHandler throwing =
        (buffer, offset, length) -> {
          throw mine;
        };
    assertThatThrownBy(() -> found("a").replay(StreamName.STDOUT, throwing)).isSameAs(mine);
  }

  @Test
  void everything_whenTheEntryWasDeletedInTheMeantime_saysSo() throws IOException {
    store(record("a"), output -> write(output.resolve("out"), "x"));
    CacheEntry entry = found("a");
    open().upkeep().remove(key("a"));

    assertThatThrownBy(() -> entry.contains("out")).isInstanceOf(CacheUnavailableException.class);
    assertThatThrownBy(() -> entry.replay(StreamName.STDOUT, OutputHandler.discard()))
        .isInstanceOf(CacheUnavailableException.class);
  }
}
