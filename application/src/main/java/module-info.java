/**
 * The use cases of styxcache. Callers use {@code api}, adapters implement {@code spi}; all other
 * packages are internal.
 */
@SuppressWarnings("module") // The modules that it is exported to are built after this module.
module dev.styxcache.application {
  requires org.slf4j;
  requires transitive dev.styxcache.domain;
  requires transitive org.jspecify;

  exports dev.styxcache.application.api;
  exports dev.styxcache.application.api.caching;
  exports dev.styxcache.application.spi;
  exports dev.styxcache.application.services to
      dev.styxcache.cli,
      dev.styxcache.configuration;

  uses dev.styxcache.application.spi.ConfigurationProvider;
  uses dev.styxcache.application.spi.HasherProvider;
  uses dev.styxcache.application.spi.LocalSharingProvider;
  uses dev.styxcache.application.spi.RemoteStoreProvider;
  uses dev.styxcache.application.spi.RunnerProvider;
  uses dev.styxcache.application.spi.StoreProvider;
  uses dev.styxcache.application.spi.TreeCopier;
}
