package dev.styxcache.application.api;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An executor service whose tasks run within the bypass scope of the thread that submitted them.
 * The base class routes all ways of submitting through {@link #execute}.
 */
final class CarryingExecutorService extends AbstractExecutorService {

  private final ExecutorService service;

  CarryingExecutorService(ExecutorService service) {
    this.service = service;
  }

  @Override
  public void execute(Runnable task) {
    service.execute(CacheBypass.carry(task));
  }

  @Override
  public void shutdown() {
    service.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return service.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return service.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return service.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return service.awaitTermination(timeout, unit);
  }
}
