package dev.styxcache.adapter.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.testing.FolderEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 responds 409 when two conditional writes meet, which no test server does. */
class ConflictingWritersTest {

  private static final byte[] MISSING = error("NoSuchKey");
  private static final byte[] CONFLICT = error("ConditionalRequestConflict");

  @TempDir private Path directory;

  private static byte[] error(String code) {
    return ("<Error><Code>" + code + "</Code><Message>injected</Message></Error>")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writeThatMeetsAnother_isTriedAgain_andGivenUpOnlyWhereThatNeverEnds() throws IOException {
    ProxyServer.signIn();
    FolderEntry entry =
        new FolderEntry(directory, Digests::of, "a")
            .file("out", "one".getBytes(StandardCharsets.UTF_8));
    assertThat(push(entry, 2)).isInstanceOf(RemotePush.Stored.class);
    assertThat(push(entry, Integer.MAX_VALUE)).isInstanceOf(RemotePush.Failed.class);
  }

  private static RemotePush push(FolderEntry entry, int conflicts) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger writes = new AtomicInteger();
    server.createContext("/", exchange -> answer(exchange, writes, conflicts));
    server.start();
    try (RemoteStore store =
        new S3RemoteStoreProvider()
            .open(
                Map.of(
                    "bucket",
                    "lab-cache",
                    "endpoint",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "path_style",
                    true))
            .store()) {
      RemotePush push = store.create(entry, ByteProgress.silent());
      assertThat(writes.get()).isGreaterThan(2);
      return push;
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, AtomicInteger writes, int conflicts)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("PUT")) {
        exchange.sendResponseHeaders(404, MISSING.length);
        exchange.getResponseBody().write(MISSING);
      } else if (writes.incrementAndGet() <= conflicts) {
        assertThat(exchange.getRequestHeaders().getFirst("If-None-Match")).isEqualTo("*");
        exchange.sendResponseHeaders(409, CONFLICT.length);
        exchange.getResponseBody().write(CONFLICT);
      } else {
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }
}
