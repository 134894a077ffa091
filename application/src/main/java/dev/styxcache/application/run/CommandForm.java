package dev.styxcache.application.run;

import dev.styxcache.application.run.RunDeclaration.Input;
import dev.styxcache.domain.key.InputRecord;
import dev.styxcache.domain.manifest.NeutralCommand;
import dev.styxcache.domain.manifest.NeutralCommand.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows which paths of a run's command differ between equal calls: those of its inputs, of its
 * outputs, and of temporary files.
 *
 * <p>Inputs that the key does not tell apart have one mark, since a call may give one file twice
 * where another gives two equal ones. Where a copy of a mutable input has a relative name, that is
 * in the key and stays.
 */
final class CommandForm {

  private static final String TEMPORARY = "/tmp";

  private CommandForm() {}

  /**
   * Makes a command neutral.
   *
   * @param byName whether the executable is of this machine, and so known by its digest
   */
  static List<String> of(
      Components components,
      RunDeclaration declared,
      Plan.ThroughCache plan,
      List<String> command,
      boolean byName) {
    List<Place> places = new ArrayList<>();
    List<Input> inputs = declared.inputs();
    List<String> seen = declared.seenPaths();
    List<InputRecord> records = plan.keyed().payload().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      String mark = "input " + indexInKey(records, i);
      add(places, inputs.get(i), seen.get(i), mark);
    }
    places.add(new Place(plan.directory().toString(), "output"));
    places.add(new Place(components.base().environment().apply("TMPDIR").orElse(TEMPORARY), "tmp"));
    return new NeutralCommand(places).of(command, byName);
  }

  private static void add(List<Place> places, Input input, String seen, String mark) {
    places.add(new Place(input.resolveParent() && !input.mutable() ? parent(seen) : seen, mark));
    if (seen.equals(input.path().toString()) && input.hostFile().isAbsolute()) {
      // The tool sees the files of this machine, and the caller may write its own path.
      Path host = input.hostFile();
      places.add(
          new Place(
              input.resolveParent() && !input.mutable() ? parent(host.toString()) : host.toString(),
              mark));
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The first input that is the same for the key. */
  private static int indexInKey(List<InputRecord> records, int index) {
    InputRecord record = records.get(index);
    for (int i = 0; i < index && !record.mutable(); i++) {
      InputRecord other = records.get(i);
      if (!other.mutable()
          && other.hash().equals(record.hash())
          && other.resolveParent() == record.resolveParent()
          && other.name().equals(record.name())) {
        return i;
      }
    }
    return index;
  }
}
