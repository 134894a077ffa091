/*
 * Hashes as many chunks or parents side by side as a vector has lanes. Compiled once for each instruction set, with
 * LANES defined, and BYTE_SHUFFLE where bytes can be moved within a vector.
 */
#include "blake3.h"

#if LANES == 16
#define SET blake3_avx512
#define NAME "AVX-512"
#define USABLE \
  (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
#elif LANES == 8
#define SET blake3_avx2
#define NAME "AVX2"
#define USABLE __builtin_cpu_supports("avx2")
#elif defined(BYTE_SHUFFLE)
#define SET blake3_sse41
#define NAME "SSE4.1"
#define USABLE __builtin_cpu_supports("sse4.1")
#else
#define SET blake3_basic
#define USABLE 1
#ifdef __aarch64__
#define NAME "NEON"
#else
#define NAME "SSE2"
#endif
#endif

#include <string.h>

typedef uint32_t vec __attribute__((vector_size(4 * LANES)));
typedef uint8_t bytes_of_vec __attribute__((vector_size(4 * LANES)));

#if defined(__clang__) || __GNUC__ >= 12
#define PICK(type, a, b, ...) (type) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define PICK(type, a, b, ...) (type) __builtin_shuffle(a, b, (type){__VA_ARGS__})
#endif

#define ROTATE(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
#define ROTATE_12(x) ROTATE(x, 12)
#define ROTATE_7(x) ROTATE(x, 7)
#ifdef BYTE_SHUFFLE
#define QUAD_16(i) i + 2, i + 3, i, i + 1
#define QUAD_8(i) i + 1, i + 2, i + 3, i
#define FOUR(quad, i) quad(i), quad(i + 4), quad(i + 8), quad(i + 12)
#if LANES == 4
#define MOVED(quad) FOUR(quad, 0)
#else
#define MOVED(quad) FOUR(quad, 0), FOUR(quad, 16)
#endif
static inline vec move_16(vec x) {
  bytes_of_vec b = (bytes_of_vec)x;
  return (vec)PICK(bytes_of_vec, b, b, MOVED(QUAD_16));
}
static inline vec move_8(vec x) {
  bytes_of_vec b = (bytes_of_vec)x;
  return (vec)PICK(bytes_of_vec, b, b, MOVED(QUAD_8));
}
#define ROTATE_16(x) move_16(x)
#define ROTATE_8(x) move_8(x)
#else
#define ROTATE_16(x) ROTATE(x, 16)
#define ROTATE_8(x) ROTATE(x, 8)
#endif

#include "rounds.h"

/* Words of two vectors in turn, in each 16 bytes of them: the lower half, the upper half, and the same by pairs. */
#if LANES == 4
#define LOW(a, b) PICK(vec, a, b, 0, 4, 1, 5)
#define HIGH(a, b) PICK(vec, a, b, 2, 6, 3, 7)
#define LOW_PAIR(a, b) PICK(vec, a, b, 0, 1, 4, 5)
#define HIGH_PAIR(a, b) PICK(vec, a, b, 2, 3, 6, 7)
#elif LANES == 8
#define LOW(a, b) PICK(vec, a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH(a, b) PICK(vec, a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW_PAIR(a, b) PICK(vec, a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH_PAIR(a, b) PICK(vec, a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#else
#define LOW(a, b) PICK(vec, a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH(a, b) PICK(vec, a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW_PAIR(a, b) PICK(vec, a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_PAIR(a, b) PICK(vec, a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#endif

/* Transposes four rows: afterwards row i has the words i, i + 4, … of all four, those of one column side by side. */
static inline void transpose_four(vec *r) {
  vec a = LOW(r[0], r[1]), b = HIGH(r[0], r[1]);
  vec c = LOW(r[2], r[3]), d = HIGH(r[2], r[3]);
  r[0] = LOW_PAIR(a, c);
  r[1] = HIGH_PAIR(a, c);
  r[2] = LOW_PAIR(b, d);
  r[3] = HIGH_PAIR(b, d);
}

static inline vec load(const uint8_t *bytes) {
  vec v;
  memcpy(&v, bytes, sizeof v);
  return v;
}

/* Reads a block for each lane: m[i] gets word i of all. */
static inline void read_blocks(const uint8_t *const *block, vec m[16]) {
#if LANES == 4
  for (int i = 0; i < 4; i++) {
    for (int lane = 0; lane < 4; lane++) m[4 * i + lane] = load(block[lane] + 16 * i);
    transpose_four(m + 4 * i);
  }
#elif LANES == 8
  for (int half = 0; half < 2; half++) {
    vec r[8];
    for (int lane = 0; lane < 8; lane++) r[lane] = load(block[lane] + 32 * half);
    transpose_four(r);
    transpose_four(r + 4);
    for (int i = 0; i < 4; i++) {
      m[8 * half + i] = PICK(vec, r[i], r[4 + i], 0, 1, 2, 3, 8, 9, 10, 11);
      m[8 * half + 4 + i] = PICK(vec, r[i], r[4 + i], 4, 5, 6, 7, 12, 13, 14, 15);
    }
  }
#else
#define EVEN(a, b) PICK(vec, a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD(a, b) PICK(vec, a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
  vec r[16];
  for (int lane = 0; lane < 16; lane++) r[lane] = load(block[lane]);
  for (int i = 0; i < 16; i += 4) transpose_four(r + i);
  for (int i = 0; i < 4; i++) {
    vec a = EVEN(r[i], r[4 + i]), b = EVEN(r[8 + i], r[12 + i]);
    vec c = ODD(r[i], r[4 + i]), d = ODD(r[8 + i], r[12 + i]);
    m[i] = EVEN(a, b);
    m[4 + i] = EVEN(c, d);
    m[8 + i] = ODD(a, b);
    m[12 + i] = ODD(c, d);
  }
#endif
}

static inline vec all(uint32_t word) { return word - (vec){0}; }

/* Compresses a block in each lane. */
static inline void compress(vec cv[8], const uint8_t *const *block, vec low, vec high, vec length, vec flags) {
  vec m[16];
  read_blocks(block, m);
  vec v[16] = {cv[0],  cv[1],  cv[2],  cv[3],  cv[4],  cv[5],  cv[6],  cv[7], all(blake3_iv[0]), all(blake3_iv[1]),
               all(blake3_iv[2]), all(blake3_iv[3]), low, high, length, flags};
  ROUNDS(v, m);
  for (int i = 0; i < 8; i++) cv[i] = v[i] ^ v[i + 8];
}

struct group {
  const uint8_t *block[LANES];
  uint32_t low[LANES];
  uint32_t high[LANES];
  uint32_t blocks[LANES];
  uint32_t rest[LANES]; /* length of the last block */
  uint32_t first[LANES];
  uint32_t every[LANES];
  uint32_t last[LANES];
};

static inline vec row(const uint32_t *words) { return load((const uint8_t *)words); }

/* All lanes have the same number of blocks, and no block is shorter than others. */
static void compress_alike(const struct group *group, vec cv[8]) {
  const uint8_t *block[LANES];
  memcpy(block, group->block, sizeof block);
  vec low = row(group->low), high = row(group->high), every = row(group->every);
  uint32_t blocks = group->blocks[0];
  for (uint32_t i = 0; i < blocks; i++) {
    vec flags = every;
    if (i == 0) flags |= row(group->first);
    if (i == blocks - 1) flags |= row(group->last);
    compress(cv, block, low, high, all(BLOCK_BYTES), flags);
    for (int lane = 0; lane < LANES; lane++) block[lane] += BLOCK_BYTES;
  }
}

/* Lanes end at different blocks, and in the middle of one: each keeps its value once it is at its end. */
static void compress_ragged(const struct group *group, vec cv[8], uint32_t most) {
  uint8_t ends[LANES][BLOCK_BYTES];
  memset(ends, 0, sizeof ends);
  for (int lane = 0; lane < LANES; lane++) {
    uint32_t rest = group->rest[lane];
    if (rest > 0) memcpy(ends[lane], group->block[lane] + BLOCK_BYTES * (size_t)(group->blocks[lane] - 1), rest);
  }
  vec low = row(group->low), high = row(group->high), blocks = row(group->blocks);
  for (uint32_t i = 0; i < most; i++) {
    const uint8_t *block[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      block[lane] = i + 1 < group->blocks[lane] ? group->block[lane] + BLOCK_BYTES * (size_t)i : ends[lane];
    }
    vec is_last = (vec)(all(i + 1) == blocks);
    vec is_over = (vec)(all(i) >= blocks);
    vec flags = row(group->every) | (row(group->last) & is_last);
    if (i == 0) flags |= row(group->first);
    vec length = (row(group->rest) & is_last) | (all(BLOCK_BYTES) & ~is_last);
    vec before[8];
    memcpy(before, cv, sizeof before);
    compress(cv, block, low, high, length, flags);
    for (int j = 0; j < 8; j++) cv[j] = (before[j] & is_over) | (cv[j] & ~is_over);
  }
}

/* Runs at most as many jobs as there are lanes. Lanes without one repeat the first, and their values are dropped. */
static void run_group(const struct job *jobs, size_t count) {
  struct group group;
  uint32_t most = 0;
  int alike = 1;
  for (size_t lane = 0; lane < LANES; lane++) {
    const struct job *job = jobs + (lane < count ? lane : 0);
    uint32_t blocks = job->length == 0 ? 1 : (job->length - 1) / BLOCK_BYTES + 1;
    group.block[lane] = job->bytes;
    group.low[lane] = (uint32_t)job->counter;
    group.high[lane] = (uint32_t)(job->counter >> 32);
    group.blocks[lane] = blocks;
    group.rest[lane] = job->length - BLOCK_BYTES * (blocks - 1);
    group.first[lane] = job->first;
    group.every[lane] = job->every;
    group.last[lane] = job->last;
    alike &= job->length == jobs[0].length && group.rest[lane] == BLOCK_BYTES;
    if (blocks > most) most = blocks;
  }
  vec cv[8];
  for (int i = 0; i < 8; i++) cv[i] = all(blake3_iv[i]);
  if (alike) {
    compress_alike(&group, cv);
  } else {
    compress_ragged(&group, cv, most);
  }
  uint32_t words[8][LANES];
  memcpy(words, cv, sizeof words);
  for (size_t lane = 0; lane < count; lane++) {
    uint32_t out[8];
    for (int i = 0; i < 8; i++) out[i] = words[i][lane];
    memcpy(jobs[lane].cv, out, CV_BYTES);
  }
}

static void run(const struct job *jobs, size_t count) {
  while (count > 0) {
    size_t some = count < LANES ? count : LANES;
    if (some == 1) {
      blake3_single(jobs);
    } else {
      run_group(jobs, some);
    }
    jobs += some;
    count -= some;
  }
}

static int usable(void) { return USABLE; }

const struct set SET = {NAME, LANES, usable, run};
