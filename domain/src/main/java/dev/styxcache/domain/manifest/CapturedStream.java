package dev.styxcache.domain.manifest;

/**
 * What is known of a captured output stream beyond its lines.
 *
 * @param bytes how many bytes the tool wrote, at least 0
 * @param terminated whether the last line ended in a line feed; true where there was no line
 * @param exactUtf8 whether the tool's bytes were UTF-8; where not, the shared capture has U+FFFD in
 *     their place, and a second one has the bytes as they were
 */
public record CapturedStream(long bytes, boolean terminated, boolean exactUtf8) {}
