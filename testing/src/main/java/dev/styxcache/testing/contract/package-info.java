/** The contract suites of the ports: abstract test classes that an adapter's tests extend. */
package dev.styxcache.testing.contract;
