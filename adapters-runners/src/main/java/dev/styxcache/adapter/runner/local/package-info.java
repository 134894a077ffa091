/** Runs tools as processes of this machine. */
package dev.styxcache.adapter.runner.local;
