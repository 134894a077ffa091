/*
 * The seven rounds of the compression function on any type of words: integers, or vectors of them. The user defines
 * ROTATE_16, ROTATE_12, ROTATE_8 and ROTATE_7, which rotate to the right.
 */
#ifndef STYXCACHE_ROUNDS_H
#define STYXCACHE_ROUNDS_H

#define MIX(v, a, b, c, d, x, y)        \
  do {                                  \
    v[a] = v[a] + v[b] + (x);           \
    v[d] = ROTATE_16(v[d] ^ v[a]);      \
    v[c] = v[c] + v[d];                 \
    v[b] = ROTATE_12(v[b] ^ v[c]);      \
    v[a] = v[a] + v[b] + (y);           \
    v[d] = ROTATE_8(v[d] ^ v[a]);       \
    v[c] = v[c] + v[d];                 \
    v[b] = ROTATE_7(v[b] ^ v[c]);       \
  } while (0)

/* Columns, then diagonals, of the state; the numbers are those of the words of the message. */
#define ROUND(v, m, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, sa, sb, sc, sd, se, sf) \
  do {                                                                              \
    MIX(v, 0, 4, 8, 12, m[s0], m[s1]);                                              \
    MIX(v, 1, 5, 9, 13, m[s2], m[s3]);                                              \
    MIX(v, 2, 6, 10, 14, m[s4], m[s5]);                                             \
    MIX(v, 3, 7, 11, 15, m[s6], m[s7]);                                             \
    MIX(v, 0, 5, 10, 15, m[s8], m[s9]);                                             \
    MIX(v, 1, 6, 11, 12, m[sa], m[sb]);                                             \
    MIX(v, 2, 7, 8, 13, m[sc], m[sd]);                                              \
    MIX(v, 3, 4, 9, 14, m[se], m[sf]);                                              \
  } while (0)

/* Each line is the one before, permuted as the specification says. */
#define ROUNDS(v, m)                                                       \
  do {                                                                     \
    ROUND(v, m, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);     \
    ROUND(v, m, 2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8);     \
    ROUND(v, m, 3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1);     \
    ROUND(v, m, 10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6);     \
    ROUND(v, m, 12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4);     \
    ROUND(v, m, 9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7);     \
    ROUND(v, m, 11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13);     \
  } while (0)

#endif
