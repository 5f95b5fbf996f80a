// Preloaded into the tracer: answers one command of bpf(2) on one map with an error, or with success and without making it.
// libbpf makes its calls through syscall(2) of libc, which this one stands before.
//
// IOPATH_BPF_FAULT = "COMMAND MAP ERRNO": the command's number (enum bpf_cmd of linux/bpf.h), the map's name; 0 is success.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

typedef long (*Real)(long, ...);

static int names_map(Real real, int fd, const char *name) {
  struct bpf_map_info info = {0};
  union bpf_attr attr = {.info = {fd, sizeof info, (uintptr_t)&info}};
  return real(SYS_bpf, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof attr) == 0 && strcmp(info.name, name) == 0;
}

long syscall(long number, ...) {
  Real real = (Real)dlsym(RTLD_NEXT, "syscall");
  long args[6];
  va_list list;
  va_start(list, number);
  for (int at = 0; at < 6; ++at) args[at] = va_arg(list, long);
  va_end(list);
  const char *fault = getenv("IOPATH_BPF_FAULT");
  char map[16];
  int command, error;
  if (number == SYS_bpf && fault && sscanf(fault, "%d %15s %d", &command, map, &error) == 3 && args[0] == command &&
      names_map(real, (int)((const union bpf_attr *)args[1])->map_fd, map)) {
    errno = error;
    return error == 0 ? 0 : -1;
  }
  return real(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}
