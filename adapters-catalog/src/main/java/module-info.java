/** Catalogues of tools in directories and archives, and the outputs of tools on disk. */
@SuppressWarnings("module") // The command line is built after this module.
module dev.styxcache.adapter.catalog {
  requires dev.styxcache.files;
  requires dev.styxcache.json;
  requires dev.styxcache.tools;
  requires org.apache.commons.compress;
  requires org.slf4j;

  exports dev.styxcache.adapter.catalog to
      dev.styxcache.cli;

  provides dev.styxcache.tools.ToolFiles with
      dev.styxcache.adapter.catalog.LocalToolFiles;
}
