/**
 * The caching runner with real adapters: the local store on a disk, the local runner with real
 * processes, real hashing. Here, because only this module sees all of them.
 */
package dev.styxcache.cli.caching;
