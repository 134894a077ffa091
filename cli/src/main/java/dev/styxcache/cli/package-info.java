/** The command line: where all parts come together. */
package dev.styxcache.cli;
