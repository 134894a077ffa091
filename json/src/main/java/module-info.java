/** Reading JSON, strictly and with limits. */
@SuppressWarnings("module") // The modules that it is exported to are built after this module.
module dev.styxcache.json {
  requires org.jspecify;
  requires tools.jackson.core;

  exports dev.styxcache.json to
      dev.styxcache.adapter.catalog,
      dev.styxcache.adapter.fs,
      dev.styxcache.adapter.runner,
      dev.styxcache.adapter.s3,
      dev.styxcache.cli,
      dev.styxcache.configuration;
}
