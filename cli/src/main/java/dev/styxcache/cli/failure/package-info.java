/** What can go wrong on the command line, and how it is told to the shell. */
package dev.styxcache.cli.failure;
