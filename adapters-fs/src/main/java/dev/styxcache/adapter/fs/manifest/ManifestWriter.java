package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes manifests, as {@code docs/entry-layout.md} describes them. Stateless. */
public final class ManifestWriter {

  /** The member of a file or folder that says when it was last written to. */
  static final String MODIFIED = "modified_ns";

  private ManifestWriter() {}

  /**
   * Writes a manifest.
   *
   * @param manifest the manifest
   * @return its text, all in ASCII; equal manifests have equal texts
   */
  public static String write(EntryManifest manifest) {
    Map<String, Json> members = new TreeMap<>();
    members.put("format", Json.integer(manifest.format()));
    members.put("key", Json.text(manifest.key().hex()));
    members.put("payload", Json.text(manifest.payload()));
    members.put(
        "tool",
        Json.textMap(
            Map.of(
                "id", manifest.metadata().id(),
                "name", manifest.metadata().name(),
                "package", manifest.metadata().packageName())));
    members.put(
        "image",
        new Json.Obj(
            Map.of(
                "tag", manifest.metadata().containerImageTag().map(Json::text).orElse(Json.NULL),
                "digest", Json.text(manifest.image().value()))));
    members.put("command", Json.texts(manifest.command()));
    manifest.executable().ifPresent(digest -> members.put("executable", Json.text(digest.hex())));
    manifest.neutral().ifPresent(neutral -> members.put("neutral_command", Json.texts(neutral)));
    members.put("exit_code", Json.integer(manifest.exitCode()));
    members.put("created", Json.text(manifest.created().toString()));
    members.put("duration_ms", Json.integer(manifest.duration().toMillis()));
    members.put("version", Json.text(manifest.version()));
    members.put("outputs", outputs(manifest));
    members.put("absent", Json.texts(manifest.absent().stream().sorted().toList()));
    if (manifest.copies().isEmpty()) {
      // Required by readers of version 0.1.0.
      members.put("mutable", new Json.Obj(Map.of()));
    } else {
      members.put("copies", Json.texts(manifest.copies()));
    }
    members.put("streams", streams(manifest));
    if (!manifest.leftOut().isEmpty()) {
      members.put("left_out", Json.textMap(manifest.leftOut()));
    }
    return CanonicalJson.write(new Json.Obj(members));
  }

  private static Json outputs(EntryManifest manifest) {
    List<Json> outputs = new ArrayList<>(manifest.outputs().size());
    for (TreeRecord record : manifest.outputs()) {
      outputs.add(record(record, Optional.ofNullable(manifest.modified().get(record.path()))));
    }
    return new Json.Arr(outputs);
  }

  private static Json record(TreeRecord record, Optional<Long> modified) {
    Map<String, Json> members = new TreeMap<>();
    members.put("path", Json.text(record.path()));
    if (record instanceof TreeRecord.File file) {
      members.put("type", Json.text("file"));
      members.put("size", Json.integer(file.size()));
      members.put("mode", octal(file.mode()));
      members.put("blake3", Json.text(file.hash().hex()));
    } else if (record instanceof TreeRecord.Folder folder) {
      members.put("type", Json.text("dir"));
      members.put("mode", octal(folder.mode()));
    } else if (record instanceof TreeRecord.Link link) {
      members.put("type", Json.text("link"));
      members.put("target", Json.text(link.target()));
    }
    modified.ifPresent(time -> members.put(MODIFIED, Json.integer(time)));
    return new Json.Obj(members);
  }

  private static Json streams(EntryManifest manifest) {
    Map<String, Json> members = new TreeMap<>();
    manifest.streams().forEach((name, stream) -> members.put(name.text(), stream(stream)));
    return new Json.Obj(members);
  }

  private static Json stream(CapturedStream stream) {
    return new Json.Obj(
        Map.of(
            "bytes", Json.integer(stream.bytes()),
            "terminated", Json.bool(stream.terminated()),
            "exact_utf8", Json.bool(stream.exactUtf8())));
  }

  private static Json octal(int mode) {
    return Json.text(Integer.toOctalString(mode));
  }
}
