/** Runs tools as local processes. */
package dev.styxcache.adapter.runner.local;
