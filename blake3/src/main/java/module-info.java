/** The hash function BLAKE3, in Java and, where native code can be loaded, in C. */
@SuppressWarnings("module") // The hashing adapter is built after this module.
module dev.styxcache.blake3 {
  requires org.jspecify;

  exports dev.styxcache.blake3 to
      dev.styxcache.adapter.hash;
}
