package dev.styxcache.adapter.hash.cache;

/** Measures of a memo's file. */
final class MemoFile {

  /** The file. Its version is in the name, so that no two versions work on one. */
  static final String NAME = "digests-1";

  /** What is to become the file. A leftover of a process that died is written over. */
  static final String NEXT_NAME = "digests-1.new";

  /** Whoever writes holds a lock on this file, which is empty and stays. */
  static final String LOCK_NAME = "lock";

  /** 192 MB. */
  static final long MOST_RECORDS = 2 << 20;

  /** More than this are never left unsorted, so that memory is bounded: 6 MB. */
  static final int MOST_APPENDED = 1 << 16;

  /** Few enough that a process that opens the memo does not feel them. */
  private static final int APPENDED = 512;

  private static final int SORTED_TO_APPENDED = 16;

  private MemoFile() {}

  /** How many whole records a file of a size has. */
  static long records(long size) {
    return Math.max(0, size / MemoRecords.BYTES - 1);
  }

  /** Where a record begins. */
  static long position(long record) {
    return (record + 1) * MemoRecords.BYTES;
  }

  /** Whether so many records are to be sorted into the others. */
  static boolean areTooMany(long appended, long sorted) {
    return appended > Math.min(APPENDED + sorted / SORTED_TO_APPENDED, MOST_APPENDED / 2);
  }
}
