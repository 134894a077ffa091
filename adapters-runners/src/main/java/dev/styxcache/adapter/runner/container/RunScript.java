package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolNotStartedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The script that runs a tool in its container, for any POSIX shell. It is a file, since Linux
 * limits an argument to 128 KiB.
 *
 * <p>The script sets the tool's variables itself. Engines do not pass all values on unchanged:
 * podman loses carriage returns, Apptainer extends {@code LD_LIBRARY_PATH} and sets {@code HOME};
 * and every user of the machine can read a command line.
 *
 * <p>The tool is a child of the shell and does not replace it: the first process of a container
 * gets only the signals that it handles, and its exit code does not show a signal.
 */
final class RunScript {

  /** Names of variables that shells pass on; they drop others. */
  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final String TEXT =
      """
      # Runs one tool for styxcache, and writes the outcome into the folder of this file.
      : >@BEGUN@ || exit 125
      umask @UMASK@
      # The home that the image names; what engines put in its place differs from one to the next.
      if [ -d /.singularity.d ]; then
        HOME=$(
          unset HOME
          [ ! -r @IMAGE_ENV@ ] || . @IMAGE_ENV@ >/dev/null 2>&1
          printf '%s' "${HOME-}"
        )
      fi
      case ${HOME-} in
      '' | / | /root | @OUTPUT@) HOME=@HOME@ ;;
      esac
      export HOME
      @EXPORTS@for _styxcache_input in @INPUTS@; do
        # It is opened: some shells believe that an administrator may read everything.
        true 2>/dev/null <"$_styxcache_input" && { [ ! -d "$_styxcache_input" ] || [ -x "$_styxcache_input" ]; } || {
          printf '%s' "$_styxcache_input" >@UNREADABLE@
          exit 126
        }
      done
      case @TOOL@ in
      */*)
        [ -e @TOOL@ ] || { : >@NOT_FOUND@; exit 127; }
        if [ -d @TOOL@ ] || [ ! -x @TOOL@ ]; then : >@NOT_EXECUTABLE@; exit 126; fi
        ;;
      *)
        command -v @TOOL@ >/dev/null 2>&1 || {
          : >@NOT_FOUND@
          exit 127
        }
        ;;
      esac
      # The number of processes of this container that were killed because memory ran out.
      _styxcache_killed() {
        _styxcache_count=0
        _styxcache_group=
        while IFS=: read -r _styxcache_id _styxcache_kind _styxcache_path; do
          [ "$_styxcache_id$_styxcache_kind" != 0 ] || _styxcache_group=$_styxcache_path
        done </proc/self/cgroup
        for _styxcache_file in "/sys/fs/cgroup$_styxcache_group/memory.events" \
          /sys/fs/cgroup/memory.events @OLD_EVENTS@; do
          [ -r "$_styxcache_file" ] || continue
          while read -r _styxcache_name _styxcache_value; do
            [ "$_styxcache_name" != oom_kill ] || _styxcache_count=$_styxcache_value
          done <"$_styxcache_file"
          break
        done
      }
      _styxcache_killed 2>/dev/null
      _styxcache_before=$_styxcache_count
      @COMMAND@
      _styxcache_code=$?
      _styxcache_killed 2>/dev/null
      [ "$_styxcache_count" = "$_styxcache_before" ] || : >@OUT_OF_MEMORY@
      printf '%03d\\n' "$_styxcache_code" 1<>@ENDED@
      exit "$_styxcache_code"
      """;

  /** What Apptainer makes of the variables of an image of docker. */
  private static final String IMAGE_ENV = "/.singularity.d/env/10-docker2singularity.sh";

  /** Control groups of version 1, in which docker and podman show a container its own group. */
  private static final String OLD_EVENTS = "/sys/fs/cgroup/memory/memory.oom_control";

  private RunScript() {}

  /**
   * Writes the script.
   *
   * @param command the tool's arguments, the first of which is not empty
   * @param environment variables that the tool is given
   * @param caller the user as whom it runs
   * @param inputs paths in the container that the tool must be able to read
   * @return the script in UTF-8
   * @throws ToolNotStartedException if an argument cannot be passed to a process
   */
  static byte[] of(
      List<String> command, Map<String, String> environment, Caller caller, List<String> inputs) {
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).indexOf('\0') >= 0) {
        throw refused(command, "argument " + i + " has a NUL, which no process can receive");
      }
    }
    StringBuilder exports = new StringBuilder();
    new TreeMap<>(environment)
        .forEach(
            (name, value) ->
                exports
                    .append("export ")
                    .append(name)
                    .append('=')
                    .append(ShellQuoting.quote(value))
                    .append('\n'));
    String tool = ShellQuoting.quote(List.of(command.get(0)));
    String text =
        fill(
            TEXT,
            Map.ofEntries(
                Map.entry("EXPORTS", exports.toString()),
                Map.entry("TOOL", tool),
                Map.entry("COMMAND", ShellQuoting.quote(command)),
                Map.entry("INPUTS", ShellQuoting.quote(inputs)),
                Map.entry("UMASK", caller.umask()),
                Map.entry("HOME", RunFolder.HOME),
                Map.entry("OUTPUT", ContainerRun.OUTPUT),
                Map.entry("IMAGE_ENV", IMAGE_ENV),
                Map.entry("OLD_EVENTS", OLD_EVENTS),
                Map.entry("BEGUN", place(RunFolder.BEGUN)),
                Map.entry("ENDED", place(RunFolder.ENDED)),
                Map.entry("UNREADABLE", place(RunFolder.UNREADABLE)),
                Map.entry("OUT_OF_MEMORY", place(RunFolder.OUT_OF_MEMORY)),
                Map.entry("NOT_FOUND", place(RunFolder.NOT_FOUND)),
                Map.entry("NOT_EXECUTABLE", place(RunFolder.NOT_EXECUTABLE))));
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw refused(command, "an argument is not valid Unicode");
    }
  }

  /**
   * Checks that a shell passes variables on to the tool.
   *
   * @throws IllegalArgumentException if it does not; the message names the variable
   */
  static void requireNames(Map<String, String> variables) {
    for (String name : variables.keySet()) {
      if (!SHELL_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "environment variable '"
                + name
                + "' cannot be given to a tool in a container: a name has letters, digits and"
                + " underscores, and does not begin with a digit");
      }
    }
  }

  private static String place(String name) {
    return RunFolder.TARGET + "/" + name;
  }

  /** In one pass, so that inserted text is never taken for a placeholder. */
  private static String fill(String template, Map<String, String> values) {
    return Pattern.compile("@([A-Z_]+)@")
        .matcher(template)
        .replaceAll(
            place ->
                java.util.regex.Matcher.quoteReplacement(
                    values.getOrDefault(place.group(1), place.group())));
  }

  private static ToolNotStartedException refused(List<String> command, String why) {
    return new ToolNotStartedException(
        ToolNotStartedException.Cause.NOT_EXECUTABLE,
        "the command "
            + ShellQuoting.quote(command.get(0).replace("\0", "\\0"))
            + " cannot be started: "
            + why);
  }
}
