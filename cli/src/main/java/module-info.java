/** The command line of styxcache. An application: it exports nothing. */
module dev.styxcache.cli {
  requires dev.styxcache.adapter.catalog;
  requires dev.styxcache.adapter.fs;
  requires dev.styxcache.adapter.hash;
  requires dev.styxcache.adapter.runner;
  requires dev.styxcache.application;
  requires dev.styxcache.configuration;
  requires dev.styxcache.files;
  requires dev.styxcache.json;
  requires dev.styxcache.tools;
  requires org.jspecify;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.slf4j;

  uses dev.styxcache.application.spi.HasherProvider;
  uses dev.styxcache.application.spi.RemoteStoreProvider;
  uses dev.styxcache.application.spi.RunnerProvider;
  uses dev.styxcache.application.spi.StoreProvider;
}
