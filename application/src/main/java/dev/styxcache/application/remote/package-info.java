/**
 * One cache shared by several machines: {@link dev.styxcache.application.remote.Sharing} lays a
 * remote store behind a local one. Entries are fetched when they are missing here, and sent when
 * they were made here; what is wrong with the remote store never stops work, unless the user wants
 * it to.
 */
package dev.styxcache.application.remote;
