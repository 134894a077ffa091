package dev.styxcache.adapter.hash.cache;

import java.nio.file.Path;

/** A process that remembers digests round by round, and looks them up in between. */
public final class MemoProcess {

  private static final int PER_ROUND = 50;

  private MemoProcess() {}

  /** Arguments: the memo's directory, the first number, and how many rounds. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    int from = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    FileMemo memo = MemoCase.memo(directory);
    System.out.println("ready");
    int next = from;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < PER_ROUND; i++, next++) {
        memo.remember(MemoCase.key(next), MemoCase.hash(next));
      }
      memo.flush();
      System.out.println(MemoCase.known(memo, from, next));
    }
    System.out.println("done");
  }
}
