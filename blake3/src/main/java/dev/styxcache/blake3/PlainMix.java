package dev.styxcache.blake3;

/**
 * The mixing steps of a round, over many lanes. Each is a loop over the lanes that the compiler
 * turns into vector instructions.
 *
 * <p>It does so only while a loop has a single mixing step, the state's rows are at constant
 * offsets in one array, and the message's rows are arrays of their own: with an offset that is a
 * variable, or with a second step, it gives up.
 */
final class PlainMix {

  /** How far the state's rows are apart: the lanes, and room for where they begin. */
  static final int ROW = 144;

  private PlainMix() {}

  static void column0(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 4 * ROW];
      int a = v[i] + x[i] + b;
      int d = Integer.rotateRight(v[i + 12 * ROW] ^ a, 16);
      int c = v[i + 8 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i] = a;
      v[i + 4 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 8 * ROW] = c;
      v[i + 12 * ROW] = d;
    }
  }

  static void column1(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 5 * ROW];
      int a = v[i + ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 13 * ROW] ^ a, 16);
      int c = v[i + 9 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + ROW] = a;
      v[i + 5 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 9 * ROW] = c;
      v[i + 13 * ROW] = d;
    }
  }

  static void column2(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 6 * ROW];
      int a = v[i + 2 * ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 14 * ROW] ^ a, 16);
      int c = v[i + 10 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + 2 * ROW] = a;
      v[i + 6 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 10 * ROW] = c;
      v[i + 14 * ROW] = d;
    }
  }

  static void column3(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 7 * ROW];
      int a = v[i + 3 * ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 15 * ROW] ^ a, 16);
      int c = v[i + 11 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + 3 * ROW] = a;
      v[i + 7 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 11 * ROW] = c;
      v[i + 15 * ROW] = d;
    }
  }

  static void diagonal0(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 5 * ROW];
      int a = v[i] + x[i] + b;
      int d = Integer.rotateRight(v[i + 15 * ROW] ^ a, 16);
      int c = v[i + 10 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i] = a;
      v[i + 5 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 10 * ROW] = c;
      v[i + 15 * ROW] = d;
    }
  }

  static void diagonal1(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 6 * ROW];
      int a = v[i + ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 12 * ROW] ^ a, 16);
      int c = v[i + 11 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + ROW] = a;
      v[i + 6 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 11 * ROW] = c;
      v[i + 12 * ROW] = d;
    }
  }

  static void diagonal2(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 7 * ROW];
      int a = v[i + 2 * ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 13 * ROW] ^ a, 16);
      int c = v[i + 8 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + 2 * ROW] = a;
      v[i + 7 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 8 * ROW] = c;
      v[i + 13 * ROW] = d;
    }
  }

  static void diagonal3(int[] v, int[] x, int[] y, int begin, int end) {
    for (int i = begin; i < end; i++) {
      int b = v[i + 4 * ROW];
      int a = v[i + 3 * ROW] + x[i] + b;
      int d = Integer.rotateRight(v[i + 14 * ROW] ^ a, 16);
      int c = v[i + 9 * ROW] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a += y[i] + b;
      d = Integer.rotateRight(d ^ a, 8);
      c += d;
      v[i + 3 * ROW] = a;
      v[i + 4 * ROW] = Integer.rotateRight(b ^ c, 7);
      v[i + 9 * ROW] = c;
      v[i + 14 * ROW] = d;
    }
  }
}
