package dev.styxcache.cli.command;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.doctor.DigestCacheCheck;
import dev.styxcache.cli.doctor.Finding;
import dev.styxcache.cli.doctor.HasherCheck;
import dev.styxcache.cli.doctor.JavaCheck;
import dev.styxcache.cli.doctor.RemoteCheck;
import dev.styxcache.cli.doctor.RunnerCheck;
import dev.styxcache.cli.doctor.StoreCheck;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Hashers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code styxcache doctor}: checks this machine and the configuration. */
final class DoctorCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "doctor",
        "Checks Java, the configuration, runners, the cache and the hasher, and says what to do.",
        List.of(CommonOptions.CACHE_DIR, CommonOptions.CONFIG, CommonOptions.DEBUG),
        "",
        false,
        List.of(
            "",
            "The exit code is 1 if a check finds a fault.",
            "",
            "Example:",
            "  styxcache doctor"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    List<Finding> findings = new ArrayList<>();
    findings.add(JavaCheck.version());
    findings.add(JavaCheck.fileNames());
    try {
      Configuration configuration = CommonOptions.configuration(arguments, context);
      findings.add(new Finding("configuration", true, "sound; styxcache config prints it"));
      findings.add(checked("hasher", () -> HasherCheck.check(Hashers.provider(configuration))));
      findings.add(DigestCacheCheck.check(Hashers.memo(configuration)));
      findings.addAll(RunnerCheck.check(configuration, context));
      findings.add(checked("store", () -> store(configuration)));
      findings.addAll(RemoteCheck.check(configuration));
    } catch (UsageException | InvalidConfigurationException e) {
      findings.add(new Finding("configuration", false, String.valueOf(e.getMessage())));
    }
    Table table = new Table();
    findings.forEach(
        finding ->
            table.row(finding.sound() ? "ok" : "FAULT", finding.subject(), finding.detail()));
    table.lines().forEach(context.output()::line);
    return findings.stream().allMatch(Finding::sound) ? ExitCode.OK : ExitCode.NO;
  }

  private static Finding store(Configuration configuration) {
    return StoreCheck.check(
        Caches.local(configuration).local(), configuration.directory(Setting.CACHE_DIR));
  }

  /** A check that fails is a fault too. */
  private static Finding checked(String subject, Supplier<Finding> check) {
    try {
      return check.get();
    } catch (StyxCacheException e) {
      return new Finding(subject, false, String.valueOf(e.getMessage()));
    }
  }
}
