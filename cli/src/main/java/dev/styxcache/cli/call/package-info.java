/**
 * A call of a tool as a user states it, on the command line or in a request: the tool, the inputs,
 * the outputs, and a command with placeholders for the paths that only a runner knows.
 */
package dev.styxcache.cli.call;
