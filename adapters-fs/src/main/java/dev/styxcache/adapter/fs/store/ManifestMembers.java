package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be in an entry's folder by its manifest, save the captured streams. */
final class ManifestMembers {

  private static final int FOLDER_MODE = 0755;

  private ManifestMembers() {}

  /**
   * The members.
   *
   * @return the outputs, and then what the run left of its mutable inputs; a folder before what is
   *     in it
   * @throws IllegalArgumentException if a mutable input is kept under a name that is not its own
   */
  static List<TreeRecord> of(EntryManifest manifest) {
    List<TreeRecord> members = new ArrayList<>(manifest.outputs());
    members.addAll(ofMutable(manifest.mutable()));
    return members;
  }

  /** Those of mutable inputs; none where nothing is kept of any. */
  static List<TreeRecord> ofMutable(Map<Integer, MutableState> states) {
    List<TreeRecord> members = new ArrayList<>();
    new TreeMap<>(states).forEach((input, state) -> add(members, Integer.toString(input), state));
    if (!members.isEmpty()) {
      members.add(0, new TreeRecord.Folder(EntryLayout.MUTABLE, FOLDER_MODE));
    }
    return members;
  }

  private static void add(List<TreeRecord> members, String input, MutableState state) {
    String place = EntryLayout.MUTABLE + "/" + input;
    if (state instanceof MutableState.Content content) {
      if (!content.file().path().equals(input)) {
        throw new IllegalArgumentException(
            "the mutable input " + input + " is kept as " + content.file().path());
      }
      members.add(at(place, content.file()));
    } else if (state instanceof MutableState.Tree tree) {
      members.add(new TreeRecord.Folder(place, tree.mode()));
      tree.tree().forEach(record -> members.add(at(place + "/" + record.path(), record)));
    }
  }

  private static TreeRecord at(String path, TreeRecord record) {
    if (record instanceof TreeRecord.File file) {
      return new TreeRecord.File(path, file.size(), file.mode(), file.hash());
    } else if (record instanceof TreeRecord.Folder folder) {
      return new TreeRecord.Folder(path, folder.mode());
    }
    return new TreeRecord.Link(path, ((TreeRecord.Link) record).target());
  }
}
