/** Calls of the command line within this process: what is an input, and what a tool can see. */
package dev.styxcache.cli.calls;
