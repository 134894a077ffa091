/** Everything together, with real tools on real data. */
package dev.styxcache.cli.endtoend;
