/*
 * Reads files and hashes what was read while it is in the processor's cache. What Java calls: class
 * dev.styxcache.adapter.hash.engine.NativeFiles, which says what the arguments are and has checked them. Files are not
 * mapped: a mapped file that somebody shortens would end the process.
 */
#include "blake3.h"

#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  /* How much is read before it is hashed, in bytes; a multiple of CHUNK_BYTES that fits into the processor's cache. */
  PIECE_BYTES = 128 << 10,
  ALIGNMENT = 64,
  /* Maximum number of files that are hashed side by side. */
  MOST_FILES = 256,
  STAT_NUMBERS = 6
};

#ifdef __APPLE__
#define MODIFIED st_mtimespec
#define CHANGED st_ctimespec
#else
#define MODIFIED st_mtim
#define CHANGED st_ctim
#endif

static const struct blake3_api *api_at(jlong address) { return (const struct blake3_api *)(intptr_t)address; }

JNIEXPORT jboolean JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_fits(JNIEnv *env, jclass type, jlong api) {
  (void)env;
  (void)type;
  return api_at(api)->version == BLAKE3_API;
}

/* Never blocks the tools that this process starts: they do not inherit the file. */
static int open_for_reading(const char *path) {
  int fd;
  do {
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

JNIEXPORT jint JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_open(JNIEnv *env, jclass type, jbyteArray path) {
  (void)type;
  jbyte *text = (*env)->GetByteArrayElements(env, path, NULL);
  if (text == NULL) return -1;
  int fd = open_for_reading((const char *)text);
  (*env)->ReleaseByteArrayElements(env, path, text, JNI_ABORT);
  return fd;
}

JNIEXPORT void JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_close(JNIEnv *env, jclass type, jint fd) {
  (void)env;
  (void)type;
  close(fd);
}

/* Reads until there are `length` bytes or the file ends. Returns how many were read, or the negative error number. */
static ssize_t read_at(int fd, uint8_t *to, size_t length, int64_t position) {
  size_t done = 0;
  while (done < length) {
    ssize_t count = pread(fd, to + done, length - done, (off_t)(position + (int64_t)done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -errno;
    if (count == 0) break;
    done += (size_t)count;
  }
  return (ssize_t)done;
}

/* Returns the number of bytes read, fewer than `length` where the file is shorter, or the negative error number. */
JNIEXPORT jint JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_subtree(JNIEnv *env, jclass type, jlong address,
                                                                                  jint fd, jobject buffer, jlong position,
                                                                                  jint length, jintArray cv) {
  (void)type;
  const struct blake3_api *api = api_at(address);
  uint8_t *bytes = (*env)->GetDirectBufferAddress(env, buffer);
  uint8_t cvs[SUBTREE_CHUNKS][CV_BYTES];
  size_t chunks = 0;
  for (jint done = 0; done < length;) {
    jint some = length - done < PIECE_BYTES ? length - done : PIECE_BYTES;
    ssize_t count = read_at(fd, bytes, (size_t)some, position + done);
    if (count < 0) return (jint)count;
    if (count < some) return done + (jint)count;
    uint64_t first = (uint64_t)position / CHUNK_BYTES + chunks;
    chunks += api->chunks(api->set, bytes, (size_t)some, first, 0, cvs + chunks);
    done += some;
  }
  api->merge(api->set, cvs, chunks, 0);
  jint words[8];
  memcpy(words, cvs[0], sizeof words);
  (*env)->SetIntArrayRegion(env, cv, 0, 8, words);
  return length;
}

JNIEXPORT jint JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_byteAt(JNIEnv *env, jclass type, jint fd,
                                                                                 jlong position) {
  (void)env;
  (void)type;
  uint8_t byte;
  return (jint)read_at(fd, &byte, 1, position);
}

JNIEXPORT jstring JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_message(JNIEnv *env, jclass type, jint error) {
  (void)type;
  return (*env)->NewStringUTF(env, strerror(error));
}

static int64_t nanos(struct timespec time) {
  return (int64_t)((uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec);
}

/* Whether an open file is in the state of a FileStat, whose numbers are in the order of that record. */
static int is_as_expected(int fd, const jlong expected[STAT_NUMBERS]) {
  struct stat now;
  return fstat(fd, &now) == 0 && (jlong)now.st_mode == expected[0] && (jlong)now.st_size == expected[1] &&
         nanos(now.MODIFIED) == expected[2] && nanos(now.CHANGED) == expected[3] && (jlong)now.st_dev == expected[4] &&
         (jlong)now.st_ino == expected[5];
}

/*
 * Reads a file into memory that has room for one byte more, so that its end shows without another call. The state is
 * compared after the read: what it was before is what Java has seen, so that nothing came in between.
 */
static int read_file(const char *path, const jlong expected[STAT_NUMBERS], uint8_t *to) {
  int fd = open_for_reading(path);
  if (fd < 0) return 0;
  size_t size = (size_t)expected[1];
  size_t done = 0;
  int good = 1;
  while (good) {
    ssize_t count = read(fd, to + done, size + 1 - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) good = 0;
    if (count <= 0) break;
    done += (size_t)count;
    /* The rest of the file is there, and what follows would be its end: the size below says the same. */
    if (done >= size) break;
  }
  good = good && done == size && is_as_expected(fd, expected);
  close(fd);
  return good;
}

struct batch {
  const struct blake3_api *api;
  uint8_t *bytes;
  size_t used;
  size_t count;
  int32_t offset[MOST_FILES];
  int32_t length[MOST_FILES];
  uint8_t digest[MOST_FILES][CV_BYTES];
};

/* Hashes the files that were read, and appends their digests from number `end` - count on. */
static void hash_batch(JNIEnv *env, struct batch *batch, jbyteArray digests, jint end) {
  batch->api->batch(batch->api->set, batch->bytes, batch->offset, batch->length, batch->count, batch->digest);
  (*env)->SetByteArrayRegion(env, digests, (end - (jint)batch->count) * CV_BYTES, (jint)batch->count * CV_BYTES,
                             (const jbyte *)batch->digest);
  batch->count = batch->used = 0;
}

static jboolean hash_files(JNIEnv *env, struct batch *batch, const char *path, const jlong *stats, jint count,
                           jbyteArray digests) {
  for (jint i = 0; i < count; i++, path += strlen(path) + 1, stats += STAT_NUMBERS) {
    size_t size = (size_t)stats[1];
    if (batch->count == MOST_FILES || (batch->count > 0 && batch->used + size + 1 > PIECE_BYTES)) {
      hash_batch(env, batch, digests, i);
    }
    if (!read_file(path, stats, batch->bytes + batch->used)) return JNI_FALSE;
    batch->offset[batch->count] = (int32_t)batch->used;
    batch->length[batch->count++] = (int32_t)size;
    batch->used = (batch->used + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
  hash_batch(env, batch, digests, count);
  return JNI_TRUE;
}

JNIEXPORT jboolean JNICALL Java_dev_styxcache_adapter_hash_engine_NativeFiles_batch(JNIEnv *env, jclass type, jlong address,
                                                                                    jobject buffer, jbyteArray paths,
                                                                                    jlongArray stats, jint count,
                                                                                    jbyteArray digests) {
  (void)type;
  struct batch batch;
  batch.api = api_at(address);
  batch.bytes = (*env)->GetDirectBufferAddress(env, buffer);
  batch.used = batch.count = 0;
  jbyte *path = (*env)->GetByteArrayElements(env, paths, NULL);
  if (path == NULL) return JNI_FALSE;
  jlong *stat = (*env)->GetLongArrayElements(env, stats, NULL);
  jboolean done = stat != NULL && hash_files(env, &batch, (const char *)path, stat, count, digests);
  if (stat != NULL) (*env)->ReleaseLongArrayElements(env, stats, stat, JNI_ABORT);
  (*env)->ReleaseByteArrayElements(env, paths, path, JNI_ABORT);
  return done;
}
