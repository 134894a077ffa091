/** One cache shared by several machines, with the real local store and a remote one in memory. */
package dev.styxcache.cli.sharing;
