/** Reading JSON, strictly and with limits. */
@SuppressWarnings("module") // The adapters are built after this module.
module dev.styxcache.json {
  requires org.jspecify;
  requires tools.jackson.core;

  exports dev.styxcache.json to
      dev.styxcache.adapter.fs,
      dev.styxcache.adapter.s3,
      dev.styxcache.cli;
}
