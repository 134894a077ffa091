package dev.styxcache.blake3;

/** The seven rounds of compression, over many lanes. */
final class PlainRounds {

  private static final int ROUNDS = 7;

  private PlainRounds() {}

  /**
   * Mixes.
   *
   * @param v the state, in rows of lanes
   * @param message the message's rows
   * @param begin the first lane
   * @param end the lane after the last one
   */
  static void mix(int[] v, int[][] message, int begin, int end) {
    int[] m0 = message[0];
    int[] m1 = message[1];
    int[] m2 = message[2];
    int[] m3 = message[3];
    int[] m4 = message[4];
    int[] m5 = message[5];
    int[] m6 = message[6];
    int[] m7 = message[7];
    int[] m8 = message[8];
    int[] m9 = message[9];
    int[] m10 = message[10];
    int[] m11 = message[11];
    int[] m12 = message[12];
    int[] m13 = message[13];
    int[] m14 = message[14];
    int[] m15 = message[15];
    int round = 0;
    while (true) {
      PlainMix.column0(v, m0, m1, begin, end);
      PlainMix.column1(v, m2, m3, begin, end);
      PlainMix.column2(v, m4, m5, begin, end);
      PlainMix.column3(v, m6, m7, begin, end);
      PlainMix.diagonal0(v, m8, m9, begin, end);
      PlainMix.diagonal1(v, m10, m11, begin, end);
      PlainMix.diagonal2(v, m12, m13, begin, end);
      PlainMix.diagonal3(v, m14, m15, begin, end);
      round++;
      if (round == ROUNDS) {
        return;
      }
      // As in Compression.
      int[] first0 = m0;
      int[] first1 = m1;
      m0 = m2;
      m2 = m3;
      m3 = m10;
      m10 = m12;
      m12 = m9;
      m9 = m11;
      m11 = m5;
      m5 = first0;
      m1 = m6;
      m6 = m4;
      m4 = m7;
      m7 = m13;
      m13 = m14;
      m14 = m15;
      m15 = m8;
      m8 = first1;
    }
  }
}
