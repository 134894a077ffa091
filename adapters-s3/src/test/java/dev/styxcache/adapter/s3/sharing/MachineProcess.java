package dev.styxcache.adapter.s3.sharing;

import dev.styxcache.adapter.s3.ProxyServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A machine in its own process, which runs each line of its input as a script. */
final class MachineProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private MachineProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Main method of the process. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Object> options =
        Map.of(
            "bucket",
            ProxyServer.BUCKET,
            "prefix",
            arguments[2],
            "endpoint",
            arguments[1],
            "path_style",
            true);
    BufferedReader scripts =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (BucketMachine machine = new BucketMachine(Path.of(arguments[0]), options)) {
      System.out.println("ready");
      for (String script = scripts.readLine(); script != null; script = scripts.readLine()) {
        BucketMachine.Run run = machine.run(script);
        System.out.println(run.status() + " " + run.text().strip());
        machine.warnings.forEach(System.err::println);
      }
    }
  }

  /** Starts a machine and waits until it is ready. */
  static MachineProcess start(Path directory, URI endpoint, String prefix, String... javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-Dsun.jnu.encoding=UTF-8", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MachineProcess.class.getName());
    command.addAll(List.of(directory.toString(), endpoint.toString(), prefix));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("AWS_ACCESS_KEY_ID", ProxyServer.ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", ProxyServer.SECRET);
    try {
      MachineProcess machine = new MachineProcess(builder.start());
      if (!machine.line().equals("ready")) {
        throw new IllegalStateException("the machine did not start");
      }
      return machine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a script. */
  void tell(String script) {
    try {
      in.write(script + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its next line: status and content of the output. */
  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the machine has ended with " + process.waitFor());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills it by SIGKILL and waits for its end. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the machine survives SIGKILL");
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
