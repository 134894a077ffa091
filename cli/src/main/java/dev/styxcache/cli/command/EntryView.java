package dev.styxcache.cli.command;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.ReservedNames;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An entry as {@code ls} and {@code show} print it, and its JSON in one line.
 *
 * @param entry the entry; it has no manifest if Python wrote it, or if it is unusable
 * @param lastUse when it was last used
 */
record EntryView(CachedEntry entry, Instant lastUse) {

  /** Looks an entry up; empty if it has been removed in the meantime. */
  static Optional<EntryView> find(Cache cache, EntrySummary summary) {
    Optional<CachedEntry> found;
    try {
      found = cache.find(summary.key());
    } catch (CacheUnavailableException e) {
      // One entry that cannot be read must not hide the others.
      found =
          Optional.of(
              new CachedEntry(
                  summary.key(),
                  cache.directoryOf(summary.key()),
                  Optional.empty(),
                  Optional.of("unreadable: " + e.getMessage())));
    }
    return found.map(entry -> new EntryView(entry, summary.lastUse()));
  }

  /** The command that made the entry, if there is a manifest. */
  Optional<List<String>> command() {
    return entry.manifest().map(EntryManifest::command);
  }

  /** The tool as {@code package/name}, if there is a manifest. */
  Optional<String> tool() {
    return entry.manifest().map(manifest -> manifest.metadata().qualifiedName());
  }

  /**
   * The size of the outputs in bytes, from the manifest or else from the files; empty if the entry
   * is being deleted or cannot be read.
   */
  Optional<Long> size() {
    if (entry.manifest().isPresent()) {
      return Optional.of(entry.manifest().get().outputBytes());
    }
    try {
      long bytes = 0;
      for (Path file : files()) {
        bytes += Files.size(file);
      }
      return Optional.of(bytes);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The regular files among the outputs, sorted; links are not followed. */
  List<Path> files() throws IOException {
    Path directory = entry.directory();
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(path -> !ReservedNames.contain(directory.relativize(path).toString()))
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** The object of {@code ls}. */
  String summaryJson() {
    return CanonicalJson.write(new Json.Obj(summary()));
  }

  /** The object of {@code show}: the summary, and what the manifest says. */
  String fullJson() {
    Map<String, Json> members = summary();
    entry.manifest().ifPresent(manifest -> addManifest(members, manifest));
    return CanonicalJson.write(new Json.Obj(members));
  }

  private Map<String, Json> summary() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", Json.text(entry.key().hex()));
    members.put("entry", Json.text(entry.directory().toString()));
    members.put("last_use", Json.text(lastUse.toString()));
    members.put("tool", text(tool()));
    members.put("command", command().<Json>map(Json::texts).orElse(Json.NULL));
    members.put("size", size().map(Json::integer).orElse(Json.NULL));
    members.put("created", text(entry.manifest().map(manifest -> manifest.created().toString())));
    members.put("fault", text(entry.fault()));
    return members;
  }

  private static void addManifest(Map<String, Json> members, EntryManifest manifest) {
    members.put("tool_id", Json.text(manifest.metadata().id()));
    members.put("image", text(manifest.metadata().containerImageTag()));
    members.put("image_digest", Json.text(manifest.image().value()));
    members.put("exit_code", Json.integer(manifest.exitCode()));
    members.put("duration_ms", Json.integer(manifest.duration().toMillis()));
    members.put("version", Json.text(manifest.version()));
    members.put("payload", Json.text(manifest.payload()));
    members.put("copies", Json.texts(manifest.copies()));
    members.put("absent", Json.texts(new TreeSet<>(manifest.absent())));
    members.put("left_out", Json.textMap(manifest.leftOut()));
    List<Json> outputs = new ArrayList<>();
    manifest.outputs().forEach(output -> outputs.add(output(output)));
    members.put("outputs", new Json.Arr(outputs));
  }

  private static Json output(TreeRecord member) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("path", Json.text(member.path()));
    if (member instanceof TreeRecord.File file) {
      members.put("type", Json.text("file"));
      members.put("size", Json.integer(file.size()));
      members.put("mode", Json.text(Integer.toOctalString(file.mode())));
      members.put("blake3", Json.text(file.hash().hex()));
    } else if (member instanceof TreeRecord.Folder folder) {
      members.put("type", Json.text("dir"));
      members.put("mode", Json.text(Integer.toOctalString(folder.mode())));
    } else if (member instanceof TreeRecord.Link link) {
      members.put("type", Json.text("link"));
      members.put("target", Json.text(link.target()));
    }
    return new Json.Obj(members);
  }

  private static Json text(Optional<String> text) {
    return text.map(Json::text).orElse(Json.NULL);
  }
}
