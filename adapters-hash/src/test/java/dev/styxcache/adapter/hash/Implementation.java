package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.adapter.hash.engine.RctcwyvrnEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** All implementations of hashing, as configuration has them. */
enum Implementation {
  AUTO,
  PLAIN,
  NATIVE,
  RCTCWYVRN;

  HasherProvider provider() {
    return switch (this) {
      case AUTO -> new AutoHasherProvider();
      case PLAIN -> new PlainHasherProvider();
      case NATIVE -> new NativeHasherProvider();
      case RCTCWYVRN -> new RctcwyvrnHasherProvider();
    };
  }

  ContentHasher hasher() {
    return provider().create(ByteProgress.silent());
  }

  /** Those that work in this JVM. */
  static List<Implementation> available() {
    return Arrays.stream(values())
        .filter(implementation -> implementation.provider().obstacle().isEmpty())
        .toList();
  }

  HashEngine engine(Executor helpers) {
    return switch (this) {
      case AUTO -> new KernelEngine(KernelSelector.auto(), helpers);
      case PLAIN -> new KernelEngine(KernelSelector.always(Kernel.Kind.PLAIN), helpers);
      case NATIVE -> new KernelEngine(KernelSelector.always(Kernel.Kind.NATIVE), helpers);
      case RCTCWYVRN -> new RctcwyvrnEngine();
    };
  }
}
