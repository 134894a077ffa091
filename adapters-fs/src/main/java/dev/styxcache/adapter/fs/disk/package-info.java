/** What the local cache asks of a file system, beyond what the JDK has: facts, modes, deletion. */
package dev.styxcache.adapter.fs.disk;
