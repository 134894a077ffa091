/** Failures of the command line, and their exit codes and messages. */
package dev.styxcache.cli.failure;
