/** Handling of SIGINT, SIGTERM and SIGHUP. */
package dev.styxcache.cli.signal;
