/* The strategies as a C programmer would write them, without a counter: what the engine's own cost is held against. */
#ifndef PLAIN_H
#define PLAIN_H

#include <stddef.h>

struct job {
  const char *path;
  size_t chunk;
  /* A connected TCP socket, or a file for strategies between files. */
  int out;
  char *buffer;
  size_t buffer_bytes;
  size_t pipe_bytes;
};

struct strategy {
  const char *name;
  /* 1 where the sink is a file. */
  int to_file;
  void (*run)(const struct job *job);
};

extern const struct strategy loops[];
extern const struct strategy rings[];

/* Ends the program with the name of the call that failed. */
void must(long result, const char *call);

/* Opens the input; returns its size in *bytes. */
int open_input(const struct job *job, int flags, size_t *bytes);

#endif
