package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes manifests, as {@code docs/entry-layout.md} describes them. Stateless. */
public final class ManifestWriter {

  /** The member of a file that says when it was last written to. */
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
    members.put("format", Json.integer(EntryManifest.FORMAT));
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
    members.put("mutable", mutable(manifest.mutable()));
    members.put("streams", streams(manifest));
    if (!manifest.leftOut().isEmpty()) {
      members.put("left_out", Json.textMap(manifest.leftOut()));
    }
    return CanonicalJson.write(new Json.Obj(members));
  }

  private static Json outputs(EntryManifest manifest) {
    List<Json> outputs = new ArrayList<>(manifest.outputs().size());
    for (TreeRecord record : manifest.outputs()) {
      Long modified = manifest.modified().get(record.path());
      if (modified != null && record instanceof TreeRecord.File file) {
        Map<String, Json> members = new TreeMap<>(file(file, "file"));
        members.put(MODIFIED, Json.integer(modified));
        outputs.add(new Json.Obj(members));
      } else {
        outputs.add(record(record));
      }
    }
    return new Json.Arr(outputs);
  }

  private static Json tree(List<TreeRecord> records) {
    return new Json.Arr(records.stream().map(ManifestWriter::record).toList());
  }

  private static Json record(TreeRecord record) {
    if (record instanceof TreeRecord.File file) {
      return new Json.Obj(file(file, "file"));
    } else if (record instanceof TreeRecord.Folder folder) {
      return new Json.Obj(
          Map.of(
              "path", Json.text(folder.path()),
              "type", Json.text("dir"),
              "mode", octal(folder.mode())));
    }
    TreeRecord.Link link = (TreeRecord.Link) record;
    return new Json.Obj(
        Map.of(
            "path", Json.text(link.path()),
            "type", Json.text("link"),
            "target", Json.text(link.target())));
  }

  private static Map<String, Json> file(TreeRecord.File file, String type) {
    return Map.of(
        "path", Json.text(file.path()),
        "type", Json.text(type),
        "size", Json.integer(file.size()),
        "mode", octal(file.mode()),
        "blake3", Json.text(file.hash().hex()));
  }

  private static Json mutable(Map<Integer, MutableState> states) {
    Map<String, Json> members = new TreeMap<>();
    states.forEach((input, state) -> members.put(Integer.toString(input), state(state)));
    return new Json.Obj(members);
  }

  private static Json state(MutableState state) {
    if (state instanceof MutableState.Content content) {
      Map<String, Json> members = new TreeMap<>(file(content.file(), "file"));
      members.put("mode_changed", Json.bool(content.modeChanged()));
      return new Json.Obj(members);
    } else if (state instanceof MutableState.Permissions permissions) {
      return new Json.Obj(Map.of("type", Json.text("mode"), "mode", octal(permissions.mode())));
    } else if (state instanceof MutableState.Tree tree) {
      return new Json.Obj(
          Map.of("type", Json.text("dir"), "mode", octal(tree.mode()), "tree", tree(tree.tree())));
    }
    return Json.textMap(
        Map.of("type", state instanceof MutableState.Removed ? "removed" : "unchanged"));
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
