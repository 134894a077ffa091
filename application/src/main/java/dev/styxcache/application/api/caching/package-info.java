/** Entry points for callers: the cache, the caching runner, and the runner that wrappers use. */
package dev.styxcache.application.api.caching;
