package dev.styxcache.domain.manifest;

/**
 * Describes a captured output stream.
 *
 * @param bytes the number of bytes that the tool wrote, at least 0
 * @param terminated whether the last line ended in a line feed; true if there was no line
 * @param exactUtf8 whether the tool wrote valid UTF-8; if not, the capture as lines has U+FFFD for
 *     each invalid sequence, and a second capture has the exact bytes
 */
public record CapturedStream(long bytes, boolean terminated, boolean exactUtf8) {}
