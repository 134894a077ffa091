/** Running tools through the cache. */
package dev.styxcache.application.caching;
