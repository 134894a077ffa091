package dev.styxcache.files.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second JVM with the tests' class path, spoken to by lines. Killed when it is closed. */
public final class ChildJvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private ChildJvm(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** The command that starts a main class. */
  public static List<String> command(Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What makes a JVM start quickly: these live for a second.
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:-UsePerfData", "-Dsun.jnu.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return command;
  }

  /** Starts a main class. */
  public static ChildJvm start(Class<?> main, Object... arguments) {
    return start(command(main, arguments));
  }

  /** Starts a command that {@link #command} made, or a part of it. */
  public static ChildJvm start(List<String> command) {
    try {
      return new ChildJvm(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its number. */
  public long pid() {
    return process.pid();
  }

  /** Its next line; an error where it has ended. */
  public String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the child has ended with " + process.waitFor());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All its lines until it ends by itself. */
  public List<String> remainingLines() {
    return out.lines().toList();
  }

  /** Lets the child continue. */
  public void goOn() {
    try {
      in.write("\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it by SIGKILL and waits until it is gone. */
  public void kill() {
    // Through its handle, which leaves what it has written to be read.
    process.toHandle().destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the child " + pid() + " survives SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
