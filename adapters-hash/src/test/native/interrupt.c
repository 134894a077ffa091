/*
 * Preloaded into a JVM: of the reads that our library makes, every third is interrupted by a signal and every second ends
 * early, as reads of pipes, of network file systems and under a debugger do.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/types.h>

static __thread unsigned calls;

/* How much the call may read; 0 if it is interrupted. */
static size_t allowed(void *caller, size_t length) {
  Dl_info info;
  if (dladdr(caller, &info) == 0 || strstr(info.dli_fname, "styxcache-files") == NULL) return length;
  calls++;
  if (calls % 3 == 0) return 0;
  return calls % 2 == 0 && length > 1 ? length / 2 : length;
}

ssize_t pread64(int fd, void *to, size_t length, off64_t position) {
  static ssize_t (*real)(int, void *, size_t, off64_t);
  if (real == NULL) real = (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  size_t some = allowed(__builtin_return_address(0), length);
  if (some == 0 && length > 0) {
    errno = EINTR;
    return -1;
  }
  return real(fd, to, some, position);
}

ssize_t pread(int fd, void *to, size_t length, off_t position) {
  static ssize_t (*real)(int, void *, size_t, off_t);
  if (real == NULL) real = (ssize_t(*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread");
  size_t some = allowed(__builtin_return_address(0), length);
  if (some == 0 && length > 0) {
    errno = EINTR;
    return -1;
  }
  return real(fd, to, some, position);
}

ssize_t read(int fd, void *to, size_t length) {
  static ssize_t (*real)(int, void *, size_t);
  if (real == NULL) real = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  size_t some = allowed(__builtin_return_address(0), length);
  if (some == 0 && length > 0) {
    errno = EINTR;
    return -1;
  }
  return real(fd, to, some);
}
