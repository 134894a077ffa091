/** Digests of files and trees, snapshots of trees, and the digest cache. */
@SuppressWarnings("module") // The command line is built after this module.
module dev.styxcache.adapter.hash {
  requires dev.styxcache.application;
  requires dev.styxcache.blake3;
  requires dev.styxcache.files;
  requires org.slf4j;
  // The library behind RctcwyvrnHasherProvider, an automatic module: optional, and never in an
  // image of jlink.
  requires static blake3;

  exports dev.styxcache.adapter.hash.cache to
      dev.styxcache.cli;

  provides dev.styxcache.application.spi.HasherProvider with
      dev.styxcache.adapter.hash.AutoHasherProvider,
      dev.styxcache.adapter.hash.PlainHasherProvider,
      dev.styxcache.adapter.hash.NativeHasherProvider,
      dev.styxcache.adapter.hash.RctcwyvrnHasherProvider;
}
