/** File system primitives that adapters share: stat, copies, atomic replacement, deletion. */
@SuppressWarnings("module") // The adapters are built after this module.
module dev.styxcache.files {
  requires org.jspecify;
  requires org.slf4j;

  exports dev.styxcache.files to
      dev.styxcache.adapter.catalog,
      dev.styxcache.adapter.fs,
      dev.styxcache.adapter.hash,
      dev.styxcache.adapter.runner,
      dev.styxcache.cli;
}
