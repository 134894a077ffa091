/** Cached runs in containers, on real engines. */
package dev.styxcache.cli.containers;
