/**
 * Local processes: finding an executable, starting it, reading its streams, and ending it with its
 * descendants.
 */
package dev.styxcache.adapter.runner.process;
