/** The way in for callers: runners that cache, and the runner that wrappers use. */
package dev.styxcache.application.api.caching;
