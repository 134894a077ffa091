package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.process.Executables;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs tools in a sandbox of bubblewrap, in which they see the software of this machine, their
 * inputs, their output directory, and a home and a temporary directory of their own. All but the
 * last three are read-only. They have no variables but those that they are given, and their own
 * processes. The network is the machine's.
 *
 * <p>A sandbox makes results repeatable. It is no protection against a malicious tool.
 *
 * <p>Thread-safe.
 */
final class Bubblewrap {

  /** The program. */
  static final String PROGRAM = "bwrap";

  /** Home of the tools in the sandbox. */
  private static final String HOME = "/styx_home";

  private static final String TEMPORARY = "/tmp";
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /**
   * Passes the arguments in a file, which other users cannot read, and receives the status in
   * another one, since the exit code may be the tool's or the sandbox's.
   */
  private static final String START =
      "p=$1; shift; exec \"$p\" --args 9 -- \"$@\" 8>\"$0.status\" 9<\"$0\"";

  /** Maximum number of arguments that bubblewrap takes, its own and the tool's, with some spare. */
  private static final int MAX_ARGUMENTS = 8_900;

  /** Place of the script that starts a tool with more arguments than that. */
  private static final String SCRIPT = "/styx_command";

  private static final Path SHELL = Path.of("/bin/sh");

  /** Variables that tell programs which language, character set and formats to use. */
  private static final Set<String> LOCALE = Set.of("LANG", "LANGUAGE", "TZ");

  private final SoftwareDirectories software;
  private final ToolEnvironment environment;
  private final Map<String, String> given;
  private final Path workingDirectory;

  /**
   * Creates a sandbox.
   *
   * @param software what tools see of this machine
   * @param environment the environment outside of the sandbox
   * @param given variables of the settings, which override all others
   * @param workingDirectory where relative paths start
   */
  Bubblewrap(
      SoftwareDirectories software,
      ToolEnvironment environment,
      Map<String, String> given,
      Path workingDirectory) {
    this.software = software;
    this.environment = environment;
    this.given = Map.copyOf(given);
    this.workingDirectory = workingDirectory;
  }

  /**
   * The variables of a tool that are part of the key: all but the home and the temporary directory,
   * which are always the same.
   *
   * @param listed the variables that the caller hands to the tool
   */
  Map<String, String> variables(Set<String> listed) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PATH", searchPath());
    for (String name : environment.names()) {
      if (LOCALE.contains(name) || name.startsWith("LC_")) {
        environment.find(name).ifPresent(value -> variables.put(name, value));
      }
    }
    for (String name : listed) {
      environment.find(name).ifPresent(value -> variables.put(name, value));
    }
    variables.putAll(given);
    return variables;
  }

  /** The search path without directories that the tool cannot see. */
  private String searchPath() {
    Set<String> directories = new LinkedHashSet<>();
    for (String directory : environment.find("PATH").orElse(USUAL_PATH).split(":", -1)) {
      if (directory.startsWith("/") && software.contain(Path.of(directory).normalize())) {
        directories.add(directory);
      }
    }
    return directories.isEmpty() ? USUAL_PATH : String.join(":", directories);
  }

  /**
   * Runs a tool.
   *
   * @param tool the command, with its executable and its output directory
   * @param inputs the inputs, absolute; the tool can read them
   * @param listed the variables that the caller hands to the tool
   * @return how it ended
   * @throws ToolNotStartedException if bubblewrap is missing, or cannot start the tool
   */
  ToolResult run(
      ToolCommand tool,
      List<Path> inputs,
      Set<String> listed,
      OutputHandler stdout,
      OutputHandler stderr) {
    Path program = program();
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException(
          "the run of " + tool.arguments().get(0) + " was interrupted before it began",
          new InterruptedException());
    }
    try (SandboxFolder folder = SandboxFolder.in(temporaryDirectory())) {
      List<String> arguments = arguments(tool, inputs, listed, folder);
      List<String> command = new ArrayList<>(tool.arguments());
      command.set(0, tool.executable().toString());
      if (arguments.size() + command.size() > MAX_ARGUMENTS) {
        folder.writeScript(command);
        bind(arguments, "--ro-bind", folder.script(), SCRIPT);
        command = List.of(SHELL.toString(), SCRIPT);
      }
      arguments.addAll(List.of("--remount-ro", "/"));
      folder.write(arguments);
      List<String> line = new ArrayList<>(List.of(tool.arguments().get(0), "-c", START));
      line.addAll(List.of(folder.arguments().toString(), program.toString()));
      line.addAll(command);
      ToolResult result =
          ToolProcess.run(
              new ToolCommand(line, SHELL, tool.directory(), environment, tool.input()),
              stdout,
              stderr);
      if (!folder.toolHasEnded() && result.exitCode() != 0) {
        throw new ToolNotStartedException(
            Cause.NOT_EXECUTABLE,
            "the command "
                + tool.executable()
                + " cannot be started in its sandbox: "
                + String.join("\n", result.stderrTail())
                + ". A missing file belongs into runner.software_dirs or among the inputs;"
                + " styxcache doctor says whether bubblewrap works here");
      }
      return result;
    }
  }

  Path program() {
    try {
      return Executables.find(PROGRAM, workingDirectory, environment.find("PATH"));
    } catch (ToolNotStartedException e) {
      throw new ToolNotStartedException(
          e.why(),
          "runner.sandbox needs bubblewrap, and there is no "
              + PROGRAM
              + " in PATH: install the package bubblewrap, or set runner.sandbox to \"none\"");
    }
  }

  private Path temporaryDirectory() {
    return Path.of(
        environment.find("TMPDIR").filter(path -> path.startsWith("/")).orElse(TEMPORARY));
  }

  private List<String> arguments(
      ToolCommand tool, List<Path> inputs, Set<String> listed, SandboxFolder folder) {
    List<String> arguments = new ArrayList<>(isolation());
    bind(arguments, "--bind", folder.temporary(), TEMPORARY);
    bind(arguments, "--bind", folder.home(), HOME);
    if (!software.contain(Path.of("/var/tmp"))) {
      arguments.addAll(List.of("--symlink", TEMPORARY, "/var/tmp"));
    }
    for (Path directory : software.existing()) {
      add(arguments, directory.startsWith("/dev") ? "--dev-bind" : "--ro-bind", directory);
    }
    addFiles(arguments, tool, inputs);
    add(arguments, "--bind", tool.directory());
    arguments.addAll(List.of("--chdir", tool.directory().toString(), "--clearenv"));
    Map<String, String> variables = new TreeMap<>(Map.of("HOME", HOME, "TMPDIR", TEMPORARY));
    variables.putAll(variables(listed));
    variables.forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));
    if (arguments.size() > MAX_ARGUMENTS) {
      throw new InvalidInputException(
          "a sandbox cannot show "
              + inputs.size()
              + " inputs one by one, only some "
              + MAX_ARGUMENTS / 3
              + ": declare a directory that has them, or set runner.sandbox to \"none\"");
    }
    return arguments;
  }

  /** A process tree and message queues of its own; and it ends with this process. */
  private static List<String> isolation() {
    return List.of(
        "--unshare-user-try",
        "--unshare-pid",
        "--unshare-ipc",
        "--die-with-parent",
        "--json-status-fd",
        "8",
        "--proc",
        "/proc",
        "--dev",
        "/dev");
  }

  /** The inputs, what their links lead to, and the executable; outer directories first. */
  private void addFiles(List<String> arguments, ToolCommand tool, List<Path> inputs) {
    Set<Path> files =
        new TreeSet<>(
            Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
    for (Path target : OuterLinks.of(new TreeSet<>(inputs))) {
      if (!software.contain(target)) {
        files.add(target);
      }
    }
    if (!software.contain(tool.executable())
        && inputs.stream().noneMatch(tool.executable()::startsWith)) {
      files.add(tool.executable());
    }
    files.addAll(inputs);
    files.forEach(path -> add(arguments, "--ro-bind", path));
  }

  private static void add(List<String> arguments, String option, Path path) {
    bind(arguments, option, path, path.toString());
  }

  private static void bind(List<String> arguments, String option, Path from, String to) {
    arguments.addAll(List.of(option, from.toString(), to));
  }

  /**
   * Tries a tool that does nothing.
   *
   * @return why no tool can run in a sandbox here; empty if it can
   */
  Optional<String> findFault() {
    try {
      Path here = Files.createTempDirectory(temporaryDirectory(), "styxcache-probe-");
      try {
        Path nothing = Executables.find("true", here, Optional.of(USUAL_PATH));
        ToolCommand tool = new ToolCommand(List.of("true"), nothing, here, environment);
        ToolResult result =
            run(tool, List.of(), Set.of(), OutputHandler.discard(), OutputHandler.discard());
        return result.exitCode() == 0
            ? Optional.empty()
            : Optional.of("true ended with exit code " + result.exitCode());
      } finally {
        Files.deleteIfExists(here);
      }
    } catch (IOException e) {
      return Optional.of("no temporary directory can be created: " + e.getMessage());
    } catch (ToolNotStartedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
