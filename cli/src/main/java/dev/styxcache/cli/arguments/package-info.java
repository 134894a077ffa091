/**
 * What can be written behind {@code styxcache}. Each command states its options once, as a {@link
 * dev.styxcache.cli.arguments.Syntax}; help, completion and errors come from picocli, which is slow
 * to start, so that arguments which leave no doubt are read without it.
 */
package dev.styxcache.cli.arguments;
