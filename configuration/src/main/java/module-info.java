/** Configuration files, and the runners and caches that they describe. */
@SuppressWarnings("module") // The command line is built after this module.
module dev.styxcache.configuration {
  requires dev.styxcache.application;
  requires dev.styxcache.json;
  requires tools.jackson.core;
  requires tools.jackson.dataformat.toml;

  exports dev.styxcache.configuration to
      dev.styxcache.cli;
  exports dev.styxcache.configuration.assembly to
      dev.styxcache.cli;

  uses dev.styxcache.application.spi.HasherProvider;
  uses dev.styxcache.application.spi.RemoteStoreProvider;
  uses dev.styxcache.application.spi.RunnerProvider;
  uses dev.styxcache.application.spi.StoreProvider;

  provides dev.styxcache.application.spi.ConfigurationProvider with
      dev.styxcache.configuration.assembly.TomlConfigurationProvider;
}
