package dev.styxcache.cli.command;

import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.key.CacheKey;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints the outcome of transfers: a line for each entry on standard output, reasons on standard
 * error, and at the end a summary. Determines the exit code. For one thread.
 */
final class TransferReport {

  private final Context context;
  private final boolean json;
  private int moved;
  private int needless;
  private long bytes;
  private int code = ExitCode.OK;

  TransferReport(Context context, boolean json) {
    this.context = context;
    this.json = json;
  }

  void moved(CacheKey key, String status, long moreBytes) {
    moved++;
    bytes += moreBytes;
    line(key, status, moreBytes, "");
  }

  void needless(CacheKey key, String status) {
    needless++;
    line(key, status, 0, "");
  }

  void refused(CacheKey key, String status, String reason) {
    code = Math.max(code, ExitCode.NO);
    line(key, status, 0, reason);
  }

  void failed(CacheKey key, String reason) {
    code = ExitCode.FAILED;
    line(key, "failed", 0, reason);
  }

  private void line(CacheKey key, String status, long amount, String reason) {
    if (json) {
      Map<String, Json> members = new TreeMap<>();
      members.put("key", Json.text(key.hex()));
      members.put("status", Json.text(status));
      members.put("bytes", Json.integer(amount));
      members.put("reason", reason.isEmpty() ? Json.NULL : Json.text(reason));
      context.output().line(CanonicalJson.write(new Json.Obj(members)));
    } else {
      context.output().line(key.hex() + "  " + status);
    }
    if (!reason.isEmpty()) {
      context.notice(key.abbreviated() + " " + status + ": " + reason);
    }
  }

  /**
   * Ends the report.
   *
   * @param done what was done, and where, such as {@code sent to s3://bucket}
   * @param nothing the summary if there was nothing to do
   * @return the exit code
   */
  int end(String done, String nothing) {
    if (moved + needless > 0 || code != ExitCode.OK) {
      context.notice(
          moved
              + (moved == 1 ? " entry " : " entries ")
              + done
              + " ("
              + Amounts.ofBytes(bytes)
              + ")"
              + (needless > 0 ? ", and " + needless + " needed nothing" : ""));
    } else {
      context.notice(nothing);
    }
    return code;
  }
}
