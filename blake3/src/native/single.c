/* One block after the other, for chunks that have no others beside them. */
#include "blake3.h"

#include <string.h>

#define ROTATE(x, n) (((x) >> (n)) | ((x) << (32 - (n))))
#define ROTATE_16(x) ROTATE(x, 16)
#define ROTATE_12(x) ROTATE(x, 12)
#define ROTATE_8(x) ROTATE(x, 8)
#define ROTATE_7(x) ROTATE(x, 7)
#include "rounds.h"

static void compress(uint32_t cv[8], const uint8_t *block, uint64_t counter, uint32_t length, uint32_t flags) {
  uint32_t m[16];
  memcpy(m, block, BLOCK_BYTES);
  uint32_t v[16];
  memcpy(v, cv, CV_BYTES);
  memcpy(v + 8, blake3_iv, 16);
  v[12] = (uint32_t)counter;
  v[13] = (uint32_t)(counter >> 32);
  v[14] = length;
  v[15] = flags;
  ROUNDS(v, m);
  for (int i = 0; i < 8; i++) cv[i] = v[i] ^ v[i + 8];
}

void blake3_single(const struct job *job) {
  uint32_t cv[8];
  memcpy(cv, blake3_iv, CV_BYTES);
  uint32_t flags = job->first | job->every;
  const uint8_t *block = job->bytes;
  size_t left = job->length;
  for (; left > BLOCK_BYTES; left -= BLOCK_BYTES, block += BLOCK_BYTES) {
    compress(cv, block, job->counter, BLOCK_BYTES, flags);
    flags = job->every;
  }
  uint8_t end[BLOCK_BYTES] = {0};
  if (left > 0) memcpy(end, block, left);
  compress(cv, end, job->counter, (uint32_t)left, flags | job->last);
  memcpy(job->cv, cv, CV_BYTES);
}
