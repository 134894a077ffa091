package dev.styxcache.cli.call;

import java.util.Optional;

/**
 * An input of a call.
 *
 * @param path the file or directory, as the user wrote it
 * @param name the name that <code>{NAME}</code> refers to in the command
 * @param resolveParent whether the tool needs the whole parent directory
 * @param mutable whether the tool writes to a copy of it
 */
public record CallInput(
    String path, Optional<String> name, boolean resolveParent, boolean mutable) {}
