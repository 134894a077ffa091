package dev.styxcache.application.api;

import java.nio.file.Path;

/**
 * A file or directory of this machine that an argument of a command names.
 *
 * @param argument the index of the argument in the command, from 0
 * @param start the index of the first character of its path in the argument
 * @param end the index after the last one
 * @param path the absolute path
 * @param written whether the path is written absolutely; a relative one starts from the runner's
 *     working directory here, in which the tool does not run
 */
public record NamedFile(int argument, int start, int end, Path path, boolean written) {}
