/**
 * Processes of this machine: finding an executable, starting it, reading its streams, and ending it
 * with all that it started.
 */
package dev.styxcache.adapter.runner.process;
