/*
 * BLAKE3 as its authors define it (https://github.com/BLAKE3-team/BLAKE3-specs/blob/master/blake3.pdf),
 * without keys and with digests of 32 bytes. Nothing here allocates memory, opens files or keeps state, so
 * everything is safe for use by many threads.
 */
#ifndef STYXCACHE_BLAKE3_H
#define STYXCACHE_BLAKE3_H

#include <stddef.h>
#include <stdint.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "words are read as they lie in memory, which is right on little-endian processors only"
#endif

enum {
  BLOCK_BYTES = 64,
  CHUNK_BYTES = 1024,
  CV_BYTES = 32,
  /* Maximum size of a subtree. The work on one takes some 100 KiB of stack. */
  SUBTREE_BYTES = 1 << 20,
  SUBTREE_CHUNKS = SUBTREE_BYTES / CHUNK_BYTES
};

enum { CHUNK_START = 1, CHUNK_END = 2, PARENT = 4, ROOT = 8 };

/* A chunk or a parent: the unit that lanes hash side by side. */
struct job {
  const uint8_t *bytes;
  uint8_t *cv;      /* gets the chaining value; may be where another job's bytes are, if that comes no later */
  uint64_t counter; /* number of the chunk in its input; 0 for a parent */
  uint32_t length;  /* 0 to CHUNK_BYTES for a chunk, BLOCK_BYTES for a parent */
  uint8_t first;    /* flags of the first block */
  uint8_t every;    /* flags of every block */
  uint8_t last;     /* flags of the last block */
};

/* Code for one instruction set. */
struct set {
  const char *name;
  unsigned lanes;
  int (*usable)(void);
  void (*run)(const struct job *jobs, size_t count);
};

/* What this processor can execute, the fastest first. Returns their number, at least 1. */
size_t blake3_sets(const struct set **sets, size_t most);

/*
 * Computes the chaining values of the chunks of `length` bytes, at most SUBTREE_BYTES. `root` is ROOT where they are a
 * whole input. Returns how many there are: at least one, also of 0 bytes.
 */
size_t blake3_chunks(const struct set *set, const uint8_t *bytes, size_t length, uint64_t first_chunk, unsigned root,
                     uint8_t (*cvs)[CV_BYTES]);

/* Merges the chaining values of neighbouring chunks, at most SUBTREE_CHUNKS, into the first. Overwrites the others. */
void blake3_merge(const struct set *set, uint8_t (*cvs)[CV_BYTES], size_t count, unsigned root);

/* Both: the chaining value of a subtree, or of a whole input, of at most SUBTREE_BYTES. */
void blake3_tree(const struct set *set, const uint8_t *bytes, size_t length, uint64_t first_chunk, unsigned root,
                 uint8_t cv[CV_BYTES]);

/* Digests many whole inputs of at most SUBTREE_BYTES each, chunks of several side by side. */
void blake3_batch(const struct set *set, const uint8_t *data, const int32_t *offsets, const int32_t *lengths, size_t count,
                  uint8_t (*digests)[CV_BYTES]);

/* Runs one job in plain C. */
void blake3_single(const struct job *job);

/* What another library calls by address. Raise the version when anything in this file changes its meaning. */
enum { BLAKE3_API = 1 };

struct blake3_api {
  uint32_t version;
  const struct set *set;
  size_t (*chunks)(const struct set *, const uint8_t *, size_t, uint64_t, unsigned, uint8_t (*)[CV_BYTES]);
  void (*merge)(const struct set *, uint8_t (*)[CV_BYTES], size_t, unsigned);
  void (*batch)(const struct set *, const uint8_t *, const int32_t *, const int32_t *, size_t, uint8_t (*)[CV_BYTES]);
};

/* The initial value of every chunk and parent. */
static const uint32_t blake3_iv[8] = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                                      0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};

#endif
