/**
 * Descriptors of command-line tools: read, checked, and bound to calls. No I/O but through ports.
 */
module dev.styxcache.tools {
  requires transitive dev.styxcache.application;
  requires org.jspecify;

  exports dev.styxcache.tools;
  exports dev.styxcache.tools.bind;
  exports dev.styxcache.tools.model;
  exports dev.styxcache.tools.options;
  exports dev.styxcache.tools.plan;
  exports dev.styxcache.tools.validate;

  uses dev.styxcache.tools.ToolFiles;
}
