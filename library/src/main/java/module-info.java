/**
 * The library as one module: the cache, the local store, hashing and runners. Has no code of its
 * own.
 */
module dev.styxcache {
  requires dev.styxcache.adapter.fs;
  requires dev.styxcache.adapter.hash;
  requires transitive dev.styxcache.adapter.runner;
  requires transitive dev.styxcache.application;
}
