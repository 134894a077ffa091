/**
 * The API for callers of the library: running a tool, the report of a run, policies, events and
 * exceptions. {@link dev.styxcache.application.api.caching} has what makes runners that cache.
 */
package dev.styxcache.application.api;
