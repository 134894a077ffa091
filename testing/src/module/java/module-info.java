/** The contract suites of the ports, and a store, a runner and a remote store in memory. */
module dev.styxcache.testing {
  requires com.google.common.jimfs;
  requires transitive dev.styxcache.application;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.styxcache.testing;
  exports dev.styxcache.testing.contract;

  // JUnit calls the tests by reflection.
  opens dev.styxcache.testing.contract to
      org.junit.platform.commons;
}
