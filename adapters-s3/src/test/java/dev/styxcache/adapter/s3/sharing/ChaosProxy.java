package dev.styxcache.adapter.s3.sharing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A faulty network: it resets connections, truncates, delays and corrupts streams, at positions
 * that a seed and the connection's number determine.
 */
final class ChaosProxy implements AutoCloseable {

  /** Faults of a stream. */
  enum Fault {
    /** The connection is reset. */
    DROP,
    /** The stream ends early, without an error. */
    TRUNCATE,
    /** The bytes are delayed. */
    DELAY,
    /** One bit is flipped. */
    CORRUPT
  }

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int LONGEST_DELAY_MILLIS = 200;

  private final ServerSocket listening;
  private final InetSocketAddress target;
  private final long seed;
  private final AtomicLong connections = new AtomicLong();
  private final Map<Fault, Long> faults = new ConcurrentHashMap<>();
  private volatile boolean quiet;

  ChaosProxy(URI target, long seed) throws IOException {
    this.target = new InetSocketAddress(target.getHost(), target.getPort());
    this.seed = seed;
    this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Switches the faults on or off. */
  void quiet(boolean isQuiet) {
    quiet = isQuiet;
  }

  /** Returns the number of faults of each kind. */
  Map<Fault, Long> faults() {
    return faults;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "chaos");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        connect(listening.accept());
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.connect(target);
    } catch (IOException e) {
      client.close();
      return;
    }
    long number = connections.incrementAndGet();
    start(() -> pump(client, server, new Random(seed + 2 * number)));
    start(() -> pump(server, client, new Random(seed + 2 * number + 1)));
  }

  private void pump(Socket from, Socket to, Random random) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long passed = 0;
    long next = distance(random);
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        if (!quiet && passed + got > next) {
          int at = (int) (next - passed);
          Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
          faults.merge(fault, 1L, Long::sum);
          if (fault == Fault.DROP) {
            from.setSoLinger(true, 0);
            to.setSoLinger(true, 0);
            return;
          } else if (fault == Fault.TRUNCATE) {
            out.write(buffer, 0, at);
            return;
          } else if (fault == Fault.DELAY) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
          } else {
            buffer[at] ^= (byte) (1 << random.nextInt(8));
          }
          next = passed + got + distance(random);
        }
        passed += got;
        out.write(buffer, 0, got);
      }
    } catch (IOException e) {
      // One side has ended, and by the end of this so has the other.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Draws a position from bytes to hundreds of thousands, log-uniformly. */
  private static long distance(Random random) {
    return (long) Math.exp(Math.log(200) + random.nextDouble() * Math.log(4000));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
