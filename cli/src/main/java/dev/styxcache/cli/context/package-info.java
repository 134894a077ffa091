/** What surrounds the process: its streams, its environment, its terminal, its arguments. */
package dev.styxcache.cli.context;
