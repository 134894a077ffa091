/** The surroundings of the process: streams, environment, terminal and raw arguments. */
package dev.styxcache.cli.context;
