/*
 * Compares digests with those in a file, for each instruction set of this processor. Compiled with sanitizers and run by
 * SanitizedNativeCodeTest, which makes the file: for each input its length (4 bytes), its bytes, and its digest. Each input is
 * in memory of exactly its size, so that a read beyond it is seen.
 *
 *   check FILE SEED
 */
#include "blake3.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INPUTS = 100000, MOST_TOGETHER = 300 };

struct input {
  size_t length;
  uint8_t *bytes;
  uint8_t digest[CV_BYTES];
};

static uint64_t state;

/* From 0 to limit - 1. */
static size_t random_below(size_t limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (size_t)(state % limit);
}

static void require_equal(const struct set *set, const char *what, const struct input *input, const uint8_t *digest) {
  if (memcmp(input->digest, digest, CV_BYTES) != 0) {
    fprintf(stderr, "%s, %s: wrong digest of %zu bytes\n", set->name, what, input->length);
    exit(1);
  }
}

static uint8_t *copy_of(const uint8_t *bytes, size_t length, size_t before) {
  uint8_t *copy = malloc(before + length);
  if (length > 0) memcpy(copy + before, bytes, length);
  return copy;
}

static void check_whole(const struct set *set, const struct input *input) {
  uint8_t digest[CV_BYTES];
  if (input->length > SUBTREE_BYTES) return;
  size_t before = random_below(70);
  uint8_t *copy = copy_of(input->bytes, input->length, before);
  blake3_tree(set, copy + before, input->length, 0, ROOT, digest);
  free(copy);
  require_equal(set, "as a whole", input, digest);
}

static void check_subtrees(const struct set *set, const struct input *input) {
  static uint8_t cvs[SUBTREE_CHUNKS][CV_BYTES];
  size_t count = 0;
  if (input->length <= SUBTREE_BYTES) return;
  for (size_t at = 0; at < input->length; at += SUBTREE_BYTES) {
    size_t length = input->length - at < SUBTREE_BYTES ? input->length - at : SUBTREE_BYTES;
    uint8_t *copy = copy_of(input->bytes + at, length, 0);
    blake3_tree(set, copy, length, at / CHUNK_BYTES, 0, cvs[count++]);
    free(copy);
  }
  blake3_merge(set, cvs, count, ROOT);
  require_equal(set, "in subtrees", input, cvs[0]);
}

/* As a file is hashed that is read in pieces. */
static void check_pieces(const struct set *set, const struct input *input) {
  static uint8_t cvs[SUBTREE_CHUNKS][CV_BYTES];
  size_t chunks = 0;
  if (input->length <= CHUNK_BYTES || input->length > SUBTREE_BYTES) return;
  for (size_t at = 0; at < input->length;) {
    size_t length = (1 + random_below(150)) * CHUNK_BYTES;
    if (length > input->length - at) length = input->length - at;
    uint8_t *copy = copy_of(input->bytes + at, length, 0);
    chunks += blake3_chunks(set, copy, length, chunks, 0, cvs + chunks);
    free(copy);
    at += length;
  }
  blake3_merge(set, cvs, chunks, ROOT);
  require_equal(set, "in pieces", input, cvs[0]);
}

static void check_batches(const struct set *set, const struct input *inputs, size_t count) {
  static int32_t offsets[MOST_TOGETHER], lengths[MOST_TOGETHER];
  static uint8_t digests[MOST_TOGETHER][CV_BYTES];
  static const struct input *chosen[MOST_TOGETHER];
  for (int round = 0; round < 50; round++) {
    size_t some = 0, end = 0, wanted = 1 + random_below(MOST_TOGETHER);
    for (size_t i = 0; i < wanted; i++) {
      const struct input *input = inputs + random_below(count);
      if (input->length > SUBTREE_BYTES) continue;
      offsets[some] = (int32_t)(end + random_below(9));
      lengths[some] = (int32_t)input->length;
      end = (size_t)offsets[some] + input->length;
      chosen[some++] = input;
    }
    uint8_t *data = malloc(end + 1);
    for (size_t i = 0; i < some; i++) {
      if (lengths[i] > 0) memcpy(data + offsets[i], chosen[i]->bytes, chosen[i]->length);
    }
    uint8_t *exact = copy_of(data, end, 0);
    free(data);
    blake3_batch(set, exact, offsets, lengths, some, digests);
    free(exact);
    for (size_t i = 0; i < some; i++) require_equal(set, "in a batch", chosen[i], digests[i]);
  }
}

int main(int count, char **arguments) {
  static struct input inputs[MOST_INPUTS];
  FILE *file = count == 3 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) return 2;
  state = strtoull(arguments[2], NULL, 10);
  size_t found = 0;
  uint32_t length;
  while (found < MOST_INPUTS && fread(&length, sizeof length, 1, file) == 1) {
    struct input *input = inputs + found++;
    input->length = length;
    input->bytes = malloc(length);
    if (length > 0 && fread(input->bytes, length, 1, file) != 1) return 2;
    if (fread(input->digest, CV_BYTES, 1, file) != 1) return 2;
  }
  fclose(file);
  const struct set *sets[8];
  size_t set_count = blake3_sets(sets, 8);
  for (size_t i = 0; i < set_count; i++) {
    for (size_t k = 0; k < found; k++) {
      check_whole(sets[i], inputs + k);
      check_subtrees(sets[i], inputs + k);
      check_pieces(sets[i], inputs + k);
    }
    check_batches(sets[i], inputs, found);
    printf("%s: %zu inputs\n", sets[i]->name, found);
  }
  for (size_t k = 0; k < found; k++) free(inputs[k].bytes);
  return 0;
}
