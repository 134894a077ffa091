/* The tree of chunks and parents, whatever the instruction set. */
#include "blake3.h"

#include <string.h>

/* Number of jobs that are listed before they are run; a multiple of the lanes of every set. */
enum { JOBS = 64 };

static struct job chunk_job(const uint8_t *bytes, size_t length, uint64_t counter, unsigned root, uint8_t *cv) {
  return (struct job){.bytes = bytes,
                      .cv = cv,
                      .counter = counter,
                      .length = (uint32_t)length,
                      .first = CHUNK_START,
                      .every = 0,
                      .last = (uint8_t)(CHUNK_END | root)};
}

static struct job parent_job(const uint8_t *children, unsigned root, uint8_t *cv) {
  return (struct job){.bytes = children,
                      .cv = cv,
                      .counter = 0,
                      .length = BLOCK_BYTES,
                      .first = 0,
                      .every = PARENT,
                      .last = (uint8_t)root};
}

size_t blake3_chunks(const struct set *set, const uint8_t *bytes, size_t length, uint64_t first_chunk, unsigned root,
                     uint8_t (*cvs)[CV_BYTES]) {
  struct job jobs[JOBS];
  size_t chunks = length == 0 ? 1 : (length - 1) / CHUNK_BYTES + 1;
  if (chunks > 1) root = 0;
  for (size_t done = 0; done < chunks;) {
    size_t count = chunks - done < JOBS ? chunks - done : JOBS;
    for (size_t i = 0; i < count; i++) {
      size_t at = (done + i) * CHUNK_BYTES;
      size_t left = length - at;
      jobs[i] = chunk_job(bytes + at, left < CHUNK_BYTES ? left : CHUNK_BYTES, first_chunk + done + i, root, cvs[done + i]);
    }
    set->run(jobs, count);
    done += count;
  }
  return chunks;
}

void blake3_merge(const struct set *set, uint8_t (*cvs)[CV_BYTES], size_t count, unsigned root) {
  struct job jobs[JOBS];
  while (count > 1) {
    size_t pairs = count / 2;
    /* Parents are written where children were that have been read: both go forward, and parents not further. */
    for (size_t done = 0; done < pairs;) {
      size_t some = pairs - done < JOBS ? pairs - done : JOBS;
      for (size_t i = 0; i < some; i++) {
        jobs[i] = parent_job(cvs[2 * (done + i)], count == 2 ? root : 0, cvs[done + i]);
      }
      set->run(jobs, some);
      done += some;
    }
    /* A last one without a sibling moves up unchanged. */
    if (count % 2 == 1) memcpy(cvs[pairs], cvs[count - 1], CV_BYTES);
    count = pairs + count % 2;
  }
}

void blake3_tree(const struct set *set, const uint8_t *bytes, size_t length, uint64_t first_chunk, unsigned root,
                 uint8_t cv[CV_BYTES]) {
  uint8_t cvs[SUBTREE_CHUNKS][CV_BYTES];
  size_t chunks = blake3_chunks(set, bytes, length, first_chunk, root, cvs);
  blake3_merge(set, cvs, chunks, root);
  memcpy(cv, cvs[0], CV_BYTES);
}

/* Inputs whose chunks are hashed side by side. */
struct forest {
  const struct set *set;
  size_t jobs;
  size_t trees;
  size_t nodes;
  struct job job[JOBS];
  uint16_t first[SUBTREE_CHUNKS]; /* where each tree's chaining values begin */
  uint16_t count[SUBTREE_CHUNKS]; /* how many there are left */
  uint8_t cvs[SUBTREE_CHUNKS][CV_BYTES];
};

static void run_jobs(struct forest *forest) {
  forest->set->run(forest->job, forest->jobs);
  forest->jobs = 0;
}

static void add_job(struct forest *forest, struct job job) {
  forest->job[forest->jobs++] = job;
  if (forest->jobs == JOBS) run_jobs(forest);
}

static void add_input(struct forest *forest, const uint8_t *bytes, size_t length, size_t chunks) {
  forest->first[forest->trees] = (uint16_t)forest->nodes;
  forest->count[forest->trees++] = (uint16_t)chunks;
  for (size_t i = 0; i < chunks; i++) {
    size_t left = length - i * CHUNK_BYTES;
    add_job(forest, chunk_job(bytes + i * CHUNK_BYTES, left < CHUNK_BYTES ? left : CHUNK_BYTES, i, chunks == 1 ? ROOT : 0,
                              forest->cvs[forest->nodes++]));
  }
}

/* Merges all trees, level by level, and writes their digests. */
static void finish(struct forest *forest, uint8_t (*digests)[CV_BYTES]) {
  run_jobs(forest);
  for (int merged = 1; merged;) {
    merged = 0;
    for (size_t tree = 0; tree < forest->trees; tree++) {
      uint8_t(*cvs)[CV_BYTES] = forest->cvs + forest->first[tree];
      for (size_t i = 0; i < forest->count[tree] / 2u; i++) {
        add_job(forest, parent_job(cvs[2 * i], forest->count[tree] == 2 ? ROOT : 0, cvs[i]));
        merged = 1;
      }
    }
    run_jobs(forest);
    for (size_t tree = 0; tree < forest->trees; tree++) {
      uint8_t(*cvs)[CV_BYTES] = forest->cvs + forest->first[tree];
      unsigned count = forest->count[tree];
      if (count > 1 && count % 2 == 1) memcpy(cvs[count / 2], cvs[count - 1], CV_BYTES);
      forest->count[tree] = (uint16_t)(count / 2 + count % 2);
    }
  }
  for (size_t tree = 0; tree < forest->trees; tree++) memcpy(digests[tree], forest->cvs[forest->first[tree]], CV_BYTES);
  forest->trees = forest->nodes = 0;
}

void blake3_batch(const struct set *set, const uint8_t *data, const int32_t *offsets, const int32_t *lengths, size_t count,
                  uint8_t (*digests)[CV_BYTES]) {
  struct forest forest;
  forest.set = set;
  forest.jobs = forest.trees = forest.nodes = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = (size_t)lengths[i];
    size_t chunks = length == 0 ? 1 : (length - 1) / CHUNK_BYTES + 1;
    if (forest.nodes + chunks > SUBTREE_CHUNKS) finish(&forest, digests + i - forest.trees);
    add_input(&forest, data + offsets[i], length, chunks);
  }
  finish(&forest, digests + count - forest.trees);
}
