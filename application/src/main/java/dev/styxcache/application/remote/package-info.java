/**
 * The remote tier: {@link dev.styxcache.application.remote.RemoteTier} pulls entries that are
 * missing here and pushes those that were made here.
 */
package dev.styxcache.application.remote;
