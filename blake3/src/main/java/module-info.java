/**
 * The hash function BLAKE3. Reads the module {@code jdk.incubator.vector} once that is known to be
 * present, so it is not required here.
 */
@SuppressWarnings("module") // The hashing adapter is built after this module.
module dev.styxcache.blake3 {
  requires org.jspecify;

  exports dev.styxcache.blake3 to
      dev.styxcache.adapter.hash,
      dev.styxcache.cli;
}
