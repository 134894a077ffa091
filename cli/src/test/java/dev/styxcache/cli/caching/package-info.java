/**
 * The caching runner with its real parts: the local store on a disk, the local runner with real
 * processes, real hashing. They stand here because only this module sees all of them.
 */
package dev.styxcache.cli.caching;
