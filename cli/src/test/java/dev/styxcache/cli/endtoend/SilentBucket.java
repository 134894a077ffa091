package dev.styxcache.cli.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server without objects that never answers certain requests. */
final class SilentBucket implements AutoCloseable {

  private static final byte[] NO_SUCH_KEY =
      "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final Predicate<String> silent;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts it.
   *
   * @param silent whether it does not answer to a method; it says that there is nothing to others
   */
  SilentBucket(Predicate<String> silent) throws IOException {
    this.silent = silent;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!silent.test(exchange.getRequestMethod())) {
        exchange.sendResponseHeaders(404, NO_SUCH_KEY.length);
        exchange.getResponseBody().write(NO_SUCH_KEY);
        return;
      }
      asked.countDown();
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a client waits for a response. */
  boolean awaitRequest() throws InterruptedException {
    return asked.await(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
