/* The instruction sets that this library was compiled for. */
#include "blake3.h"

#if defined(__x86_64__)
extern const struct set blake3_avx512, blake3_avx2, blake3_sse41;
#endif
extern const struct set blake3_basic;

/* The fastest first. */
static const struct set *const all[] = {
#if defined(__x86_64__)
    &blake3_avx512, &blake3_avx2, &blake3_sse41,
#endif
    &blake3_basic};

size_t blake3_sets(const struct set **sets, size_t most) {
  size_t count = 0;
  for (size_t i = 0; i < sizeof all / sizeof all[0] && count < most; i++) {
    if (all[i]->usable()) sets[count++] = all[i];
  }
  return count;
}
