/**
 * What a caller of the library sees: running a tool, what became of the run, policies, events and
 * exceptions. {@link dev.styxcache.application.api.caching} has what makes runners that cache.
 */
package dev.styxcache.application.api;
