package dev.styxcache.cli.inspection;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An entry as JSON, in one line. */
public final class EntryJson {

  private EntryJson() {}

  /**
   * What a list says of an entry.
   *
   * @param entry the entry
   * @return an object
   */
  public static String summary(EntryView entry) {
    return CanonicalJson.write(new Json.Obj(members(entry)));
  }

  /**
   * All that is known of an entry.
   *
   * @param entry the entry
   * @return an object
   */
  public static String full(EntryView entry) {
    Map<String, Json> members = members(entry);
    entry.manifest().ifPresent(manifest -> manifest(members, manifest));
    return CanonicalJson.write(new Json.Obj(members));
  }

  private static Map<String, Json> members(EntryView entry) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", Json.text(entry.key().hex()));
    members.put("entry", Json.text(entry.directory().toString()));
    members.put("last_use", Json.text(entry.lastUse().toString()));
    members.put("tool", entry.tool().map(Json::text).orElse(Json.NULL));
    members.put("size", entry.size().map(Json::integer).orElse(Json.NULL));
    members.put(
        "created",
        entry.manifest().map(known -> Json.text(known.created().toString())).orElse(Json.NULL));
    members.put("fault", entry.fault().map(Json::text).orElse(Json.NULL));
    return members;
  }

  private static void manifest(Map<String, Json> members, EntryManifest manifest) {
    members.put("tool_id", Json.text(manifest.metadata().id()));
    members.put("image", manifest.metadata().containerImageTag().map(Json::text).orElse(Json.NULL));
    members.put("image_digest", Json.text(manifest.image().value()));
    members.put("command", Json.texts(manifest.command()));
    members.put("exit_code", Json.integer(manifest.exitCode()));
    members.put("duration_ms", Json.integer(manifest.duration().toMillis()));
    members.put("version", Json.text(manifest.version()));
    members.put("payload", Json.text(manifest.payload()));
    members.put("absent", Json.texts(new TreeSet<>(manifest.absent())));
    List<Json> outputs = new ArrayList<>();
    manifest.outputs().forEach(output -> outputs.add(output(output)));
    members.put("outputs", new Json.Arr(outputs));
  }

  private static Json output(TreeRecord record) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("path", Json.text(record.path()));
    if (record instanceof TreeRecord.File file) {
      members.put("type", Json.text("file"));
      members.put("size", Json.integer(file.size()));
      members.put("mode", Json.integer(file.mode()));
      members.put("hash", Json.text(file.hash().hex()));
    } else if (record instanceof TreeRecord.Folder folder) {
      members.put("type", Json.text("folder"));
      members.put("mode", Json.integer(folder.mode()));
    } else if (record instanceof TreeRecord.Link link) {
      members.put("type", Json.text("link"));
      members.put("target", Json.text(link.target()));
    }
    return new Json.Obj(members);
  }
}
