/*
 * Stands between a program and the disk: LD_PRELOAD it, and calls on files whose path ends with HOLDFAST_FAIL_ENDING
 * fail while the file HOLDFAST_FAIL_CONTROL holds the name of the call, as `write:ENOSPC`, `sync:EIO` or `read:EIO`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

typedef ssize_t (*pread_call)(int, void *, size_t, off64_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);
typedef int (*sync_call)(int);

static pread_call real_pread;
static pwrite_call real_pwrite;
static sync_call real_fsync;
static sync_call real_fdatasync;

__attribute__((constructor)) static void find_real_calls(void) {
  real_pread = (pread_call)dlsym(RTLD_NEXT, "pread64");
  real_pwrite = (pwrite_call)dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = (sync_call)dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = (sync_call)dlsym(RTLD_NEXT, "fdatasync");
}

static int is_chosen_file(int file) {
  const char *ending = getenv("HOLDFAST_FAIL_ENDING");
  char link[64];
  char path[4096];
  if (ending == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  size_t wanted = strlen(ending);
  if (length < (ssize_t)wanted) return 0;
  path[length] = 0;
  return strcmp(path + length - wanted, ending) == 0;
}

/* 0, or the error the call must fail with. */
static int failure_of(int file, const char *call) {
  const char *control = getenv("HOLDFAST_FAIL_CONTROL");
  char order[64] = "";
  if (control == NULL) return 0;
  int opened = open(control, O_RDONLY);
  if (opened < 0) return 0;
  ssize_t length = read(opened, order, sizeof order - 1);
  close(opened);
  if (length <= 0) return 0;
  char *error = strchr(order, ':');
  if (error == NULL) return 0;
  *error++ = 0;
  if (strcmp(order, call) != 0 || !is_chosen_file(file)) return 0;
  return strncmp(error, "ENOSPC", 6) == 0 ? ENOSPC : EIO;
}

#define FAIL_OR(call, otherwise)                                                                                       \
  int failure = failure_of(file, call);                                                                                \
  if (failure == 0) return otherwise;                                                                                  \
  errno = failure;                                                                                                     \
  return -1

ssize_t pread64(int file, void *bytes, size_t count, off64_t place) {
  FAIL_OR("read", real_pread(file, bytes, count, place));
}

ssize_t pread(int file, void *bytes, size_t count, off_t place) {
  FAIL_OR("read", real_pread(file, bytes, count, place));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  FAIL_OR("write", real_pwrite(file, bytes, count, place));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  FAIL_OR("write", real_pwrite(file, bytes, count, place));
}

int fsync(int file) { FAIL_OR("sync", real_fsync(file)); }

int fdatasync(int file) { FAIL_OR("sync", real_fdatasync(file)); }
