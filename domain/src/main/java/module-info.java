/** Values and pure rules of styxcache: keys, canonical JSON, manifests and policies. No I/O. */
module dev.styxcache.domain {
  exports dev.styxcache.domain;
  exports dev.styxcache.domain.json;
  exports dev.styxcache.domain.key;
  exports dev.styxcache.domain.manifest;
  exports dev.styxcache.domain.policy;
  exports dev.styxcache.domain.text;
  exports dev.styxcache.domain.tree;
}
