/**
 * A call of a tool as a user states it, on the command line or in a request: who the tool is, what
 * goes in, what comes out, and the command with places for the paths that only a runner knows.
 */
package dev.styxcache.cli.call;
