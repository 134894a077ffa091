/**
 * Parsing of the arguments. Each command declares its options once, as a {@link
 * dev.styxcache.cli.arguments.Syntax}. Picocli gives help, completion and errors; it is slow to
 * load, so unambiguous arguments are parsed without it.
 */
package dev.styxcache.cli.arguments;
