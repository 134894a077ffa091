package dev.styxcache.cli.call;

/**
 * An output of a call.
 *
 * @param name a path relative to the output directory
 * @param optional whether the tool may come to an end without making it
 */
public record CallOutput(String name, boolean optional) {}
