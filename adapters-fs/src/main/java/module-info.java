/** The local store, its locks, and copies of trees. */
@SuppressWarnings("module") // The command line is built after this module.
module dev.styxcache.adapter.fs {
  requires dev.styxcache.application;
  requires dev.styxcache.files;
  requires org.slf4j;
  requires dev.styxcache.json;

  exports dev.styxcache.adapter.fs.manifest to
      dev.styxcache.cli;
  exports dev.styxcache.adapter.fs.export to
      dev.styxcache.cli;

  provides dev.styxcache.application.spi.LocalSharingProvider with
      dev.styxcache.adapter.fs.DirectorySharingProvider;
  provides dev.styxcache.application.spi.StoreProvider with
      dev.styxcache.adapter.fs.LocalStoreProvider;
  provides dev.styxcache.application.spi.TreeCopier with
      dev.styxcache.adapter.fs.disk.FileTreeCopier;
}
