/* What Java calls: class dev.styxcache.blake3.NativeCode, which says what the arguments are and has checked them. */
#include "blake3.h"

#include <jni.h>
#include <string.h>

enum { MOST_SETS = 8 };

static const struct set *sets[MOST_SETS];
static struct blake3_api api[MOST_SETS];
static size_t set_count;

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved) {
  (void)vm;
  (void)reserved;
  set_count = blake3_sets(sets, MOST_SETS);
  for (size_t i = 0; i < set_count; i++) {
    api[i] = (struct blake3_api){BLAKE3_API, sets[i], blake3_chunks, blake3_merge, blake3_batch};
  }
  return JNI_VERSION_1_8;
}

JNIEXPORT jint JNICALL Java_dev_styxcache_blake3_NativeCode_sets(JNIEnv *env, jclass type) {
  (void)env;
  (void)type;
  return (jint)set_count;
}

JNIEXPORT jstring JNICALL Java_dev_styxcache_blake3_NativeCode_name(JNIEnv *env, jclass type, jint set) {
  (void)type;
  return (*env)->NewStringUTF(env, sets[set]->name);
}

JNIEXPORT jlong JNICALL Java_dev_styxcache_blake3_NativeCode_api(JNIEnv *env, jclass type, jint set) {
  (void)env;
  (void)type;
  return (jlong)(intptr_t)&api[set];
}

/* The bytes of a direct buffer, or those of an array, during which no Java method may be called. */
struct data {
  const uint8_t *bytes;
  void *critical;
};

/* Returns 0 where there is no memory; then an exception is pending. */
static int begin(JNIEnv *env, jobject buffer, jbyteArray array, struct data *data) {
  data->critical = array == NULL ? NULL : (*env)->GetPrimitiveArrayCritical(env, array, NULL);
  data->bytes = array == NULL ? (*env)->GetDirectBufferAddress(env, buffer) : data->critical;
  return data->bytes != NULL;
}

static void end(JNIEnv *env, jbyteArray array, struct data *data) {
  if (data->critical != NULL) (*env)->ReleasePrimitiveArrayCritical(env, array, data->critical, JNI_ABORT);
}

JNIEXPORT jboolean JNICALL Java_dev_styxcache_blake3_NativeCode_tree(JNIEnv *env, jclass type, jint set, jobject buffer,
                                                                     jbyteArray array, jint from, jint length,
                                                                     jlong first_chunk, jint root, jintArray cv, jint at) {
  (void)type;
  struct data data;
  if (!begin(env, buffer, array, &data)) return JNI_FALSE;
  uint8_t value[CV_BYTES];
  blake3_tree(sets[set], data.bytes + from, (size_t)length, (uint64_t)first_chunk, (unsigned)root, value);
  end(env, array, &data);
  jint words[8];
  memcpy(words, value, sizeof words);
  (*env)->SetIntArrayRegion(env, cv, at, 8, words);
  return JNI_TRUE;
}

JNIEXPORT jboolean JNICALL Java_dev_styxcache_blake3_NativeCode_batch(JNIEnv *env, jclass type, jint set, jobject buffer,
                                                                      jbyteArray array, jint base, jintArray offsets,
                                                                      jintArray lengths, jint first, jint count,
                                                                      jbyteArray digests) {
  (void)type;
  enum { SOME = 256 };
  jint offset[SOME], length[SOME];
  uint8_t digest[SOME][CV_BYTES];
  for (jint done = 0; done < count;) {
    jint some = count - done < SOME ? count - done : SOME;
    (*env)->GetIntArrayRegion(env, offsets, first + done, some, offset);
    (*env)->GetIntArrayRegion(env, lengths, first + done, some, length);
    struct data data;
    if (!begin(env, buffer, array, &data)) return JNI_FALSE;
    blake3_batch(sets[set], data.bytes + base, offset, length, (size_t)some, digest);
    end(env, array, &data);
    (*env)->SetByteArrayRegion(env, digests, (first + done) * CV_BYTES, some * CV_BYTES, (const jbyte *)digest);
    done += some;
  }
  return JNI_TRUE;
}
