package dev.styxcache.cli.call;

import java.util.Optional;

/**
 * An input of a call.
 *
 * @param path the file or directory, as it is written
 * @param name by which the command can speak of it as <code>{NAME}</code>
 * @param resolveParent whether the tool needs to see the whole parent directory
 * @param mutable whether the tool may write to it
 */
public record CallInput(
    String path, Optional<String> name, boolean resolveParent, boolean mutable) {}
