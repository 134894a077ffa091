package dev.styxcache.cli.call;

/**
 * An output of a call.
 *
 * @param name a path relative to the output directory
 * @param optional whether the tool can succeed without making it
 */
public record CallOutput(String name, boolean optional) {}
