/** A cache shared by several machines: the real local store, and a remote store in memory. */
package dev.styxcache.cli.sharing;
