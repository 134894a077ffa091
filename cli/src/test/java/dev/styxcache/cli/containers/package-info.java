/** Containers and the cache together, on real engines. */
package dev.styxcache.cli.containers;
