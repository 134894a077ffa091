/** Stores, runners and remote stores in memory, for tests that need no disk and no network. */
package dev.styxcache.testing;
