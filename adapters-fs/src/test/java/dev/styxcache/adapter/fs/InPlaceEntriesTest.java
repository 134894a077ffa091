package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of version 0.1.0, which kept what runs had made of mutable inputs beside the outputs. */
class InPlaceEntriesTest {

  private static final ContentHash HASH = new ContentHash("ab".repeat(32));
  private static final String STATE =
      "\"mutable\":{\"0\":{\"blake3\":\""
          + HASH.hex()
          + "\",\"mode\":\"644\",\"mode_changed\":false,\"path\":\"0\",\"size\":5,\"type\":\"file\"}}";

  @TempDir Path directory;
  private StoreOnDisk store;
  private LocalExchange exchange;

  @BeforeEach
  void storeOne() throws IOException {
    store = new StoreOnDisk(directory.resolve("cache"));
    exchange = new LocalExchange(new EntryLayout(store.root()), StoreOnDisk.HASHER);
    store.store(StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("out"), "x"));
    Path manifest = store.entry("a").resolve(".styxcache.json");
    String text = Files.readString(manifest).replace("\"mutable\":{}", STATE);
    assertThat(text).contains(STATE);
    Files.delete(manifest);
    Files.writeString(manifest, text);
    Path states = Files.createDirectory(store.entry("a").resolve(".styxcache.mutable"));
    Files.writeString(states.resolve("0"), "after");
  }

  @Test
  void localEntry_canBeRead_andHasNoCopies() {
    assertThat(store.found("a").manifest().orElseThrow().copies()).isEmpty();
    assertThat(store.found("a").contains("out")).isTrue();
    assertThat(store.found("a").contains(".styxcache.mutable")).isFalse();
  }

  @Test
  void remoteEntry_isNeitherTakenNorCalledWrong_andReplacedByANewOne() throws IOException {
    SharedEntry remote = remote();

    Reception reception = exchange.receive(remote);

    assertThat(reception)
        .isInstanceOfSatisfying(
            Reception.OtherFormat.class,
            other -> assertThat(other.reason()).contains("mutable inputs in place"));
    EntryExport ours = exported();
    assertThat(exchange.join(remote, ours)).isEqualTo(Optional.of(ours));
  }

  private EntryExport exported() {
    assertThat(exchange.export(StoreOnDisk.key("a"))).isInstanceOf(Export.Ready.class);
    return ((Export.Ready) exchange.export(StoreOnDisk.key("a"))).entry();
  }

  /** As version 0.1.0 pushed it. */
  private SharedEntry remote() {
    SharedEntry entry = exported().entry();
    List<SharedMember> members = new ArrayList<>(entry.members());
    for (TreeRecord record :
        List.of(
            new TreeRecord.Folder(".styxcache.mutable", 0755),
            new TreeRecord.File(".styxcache.mutable/0", 5, 0644, HASH))) {
      members.add(new SharedMember(record, Instant.EPOCH));
    }
    String text = entry.manifest().orElseThrow().replace("\"mutable\":{}", STATE);
    return new SharedEntry(entry.key(), Optional.of(text), members);
  }
}
