package dev.styxcache.testing;

import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The names and members of an entry's folder in a memory store. Stateless. */
final class EntryMembers {

  /** Folder of the final states of mutable inputs. */
  static final String MUTABLE = EntryTree.RESERVED + ".mutable";

  private static final int FOLDER_MODE = 0755;

  private EntryMembers() {}

  static String capture(StreamName stream) {
    return EntryTree.RESERVED + "." + stream.text() + ".gz";
  }

  static boolean isCapture(String path) {
    return path.equals(capture(StreamName.STDOUT)) || path.equals(capture(StreamName.STDERR));
  }

  /** The members by the manifest, without captured streams; a folder before what is in it. */
  static List<TreeRecord> of(EntryManifest manifest) {
    List<TreeRecord> members = new ArrayList<>(manifest.outputs());
    List<TreeRecord> states = new ArrayList<>();
    new TreeMap<>(manifest.mutable())
        .forEach((input, state) -> addState(states, MUTABLE + "/" + input, state));
    if (!states.isEmpty()) {
      members.add(new TreeRecord.Folder(MUTABLE, FOLDER_MODE));
    }
    members.addAll(states);
    return members;
  }

  private static void addState(List<TreeRecord> members, String place, MutableState state) {
    if (state instanceof MutableState.Content content) {
      members.add(moved(content.file(), place));
    } else if (state instanceof MutableState.Tree tree) {
      members.add(new TreeRecord.Folder(place, tree.mode()));
      tree.tree().forEach(record -> members.add(moved(record, place + "/" + record.path())));
    }
  }

  private static TreeRecord moved(TreeRecord record, String path) {
    if (record instanceof TreeRecord.File file) {
      return new TreeRecord.File(path, file.size(), file.mode(), file.hash());
    } else if (record instanceof TreeRecord.Folder folder) {
      return new TreeRecord.Folder(path, folder.mode());
    }
    return new TreeRecord.Link(path, ((TreeRecord.Link) record).target());
  }

  /** Finds a member or capture of the manifest that the folder lacks, or has with another size. */
  static Optional<String> findMismatch(Path folder, EntryManifest manifest) throws IOException {
    for (StreamName stream : manifest.streams().keySet()) {
      if (!Files.exists(folder.resolve(capture(stream)))) {
        return Optional.of(capture(stream));
      }
    }
    return EntryTree.findMismatch(folder, of(manifest));
  }
}
