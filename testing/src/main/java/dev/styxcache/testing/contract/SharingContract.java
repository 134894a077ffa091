package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the contract suites of sharing have in common: the store of {@link StoreContract} is that of
 * the machine that sends; a second one receives.
 */
public abstract class SharingContract extends StoreContract {

  /** A time that no test happens at. */
  protected static final Instant LONG_AGO = Instant.parse("2020-02-03T04:05:06.789Z");

  private static final String HERE = "cache";
  private static final String THERE = "other";

  /** Stores of one kind, by name, and what belongs to them. */
  public interface Stores {
    /** The store of a name, opened anew. */
    StoreProvider.OpenedStore open(String name);

    /** Its local side of sharing. */
    LocalSharing sharing(String name);

    /** A hasher that can read what is in {@link #directory}. */
    ContentHasher hasher();

    /** A directory outside of all of them. */
    Path directory() throws IOException;
  }

  /** The stores of a test; the directory is empty at its beginning. */
  protected abstract Stores stores();

  @Override
  protected final StoreProvider.OpenedStore open() {
    return stores().open(HERE);
  }

  @Override
  protected final ContentHasher hasher() {
    return stores().hasher();
  }

  @Override
  protected final Path directory() throws IOException {
    return stores().directory();
  }

  /** The local side of sharing of the store of {@link #open}. */
  protected final LocalSharing sharing() {
    return stores().sharing(HERE);
  }

  /** Another, empty store of the same kind, opened anew at each call. */
  protected final StoreProvider.OpenedStore openOther() {
    return stores().open(THERE);
  }

  /** The local side of sharing of the other store. */
  protected final LocalSharing otherSharing() {
    return stores().sharing(THERE);
  }

  protected final EntryExport exported(String name) {
    return ready(sharing().exchange().export(key(name)));
  }

  protected static EntryExport ready(Export export) {
    assertThat(export).isInstanceOf(Export.Ready.class);
    return ((Export.Ready) export).entry();
  }

  protected static EntryImport opened(Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Open.class);
    return ((Reception.Open) reception).target();
  }

  protected final CacheEntry foundByOther(String name) {
    Lookup<CacheEntry> lookup = openOther().store().find(key(name));
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<CacheEntry>) lookup).entry();
  }

  protected final Path otherEntry(String name) {
    return openOther().store().directoryOf(key(name));
  }

  /** Sends an entry to the other store, in the simplest way. */
  protected final void send(EntryExport export) throws IOException {
    try (EntryImport target = opened(otherSharing().exchange().receive(export.entry()))) {
      copy(export, target);
      target.commit();
    }
  }

  protected static void copy(EntryExport export, EntryImport target) throws IOException {
    for (IncomingContent content : target.contents()) {
      give(content, Files.readAllBytes(export.content(content.file())));
      assertThat(content.isSound()).as(content.file().path()).isTrue();
    }
  }

  /** Gives all of a content at once, be it right or wrong. */
  protected static void give(IncomingContent content, byte[] bytes) throws IOException {
    content.write(0, content.file().size(), new ByteArrayInputStream(bytes), count -> {});
  }

  /** An entry that has one of everything. */
  protected final void storeOneOfEverything(String name) throws IOException {
    RunRecord run = record(name, List.of("copy.txt", "copies"), "out.txt", "missing.txt");
    try (Staging staging = writer().stage(key(name))) {
      Path output = staging.directory();
      write(output.resolve("out.txt"), "one");
      write(output.resolve("dir/er/script"), "#!/bin/sh\n");
      write(output.resolve("empty file"), "");
      write(output.resolve("tv\u00e5 \ud83e\udde0"), "two");
      Files.createDirectories(output.resolve("empty/emptier"));
      Files.createSymbolicLink(output.resolve("dir/link"), path(output, "../out.txt"));
      Files.createSymbolicLink(output.resolve("loose"), path(output, "nowhere"));
      Files.setLastModifiedTime(output.resolve("out.txt"), FileTime.from(LONG_AGO));
      Files.setLastModifiedTime(output.resolve("dir/er"), FileTime.from(LONG_AGO));
      write(output.resolve("copy.txt"), "after");
      write(output.resolve("copies/deep/new"), "after");
      Files.createSymbolicLink(output.resolve("copies/deep/link"), path(output, "new"));
      feed(staging.capture(StreamName.STDOUT), utf8("said\nno end"), 3);
      feed(staging.capture(StreamName.STDERR), new byte[] {(byte) 0xff, 10, 0}, 2);
      assertThat(staging.commit(run)).isEqualTo(new Commit.Stored());
    }
  }

  private static Path path(Path like, String text) {
    return like.getFileSystem().getPath(text);
  }

  /** The same entry with another manifest and other members. */
  protected static SharedEntry changed(
      SharedEntry entry,
      UnaryOperator<String> manifest,
      UnaryOperator<List<SharedMember>> members) {
    Optional<String> text = entry.manifest().map(manifest);
    return new SharedEntry(entry.key(), text, members.apply(entry.members()));
  }

  protected static List<SharedMember> plus(List<SharedMember> members, TreeRecord record) {
    List<SharedMember> more = new java.util.ArrayList<>(members);
    more.add(new SharedMember(record, LONG_AGO));
    return more;
  }
}
