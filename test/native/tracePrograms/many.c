// many SOURCE COUNT: copies a block from SOURCE into COUNT pipes, one after the other.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  char block[128];
  const int source = argc == 3 ? open(argv[1], O_RDONLY) : -1;
  if (source < 0) return 2;
  for (long left = atol(argv[2]); left > 0; --left) {
    int ends[2];
    if (pipe(ends) != 0) return 1;
    if (pread(source, block, sizeof block, left % 4096) != sizeof block) return 1;
    if (write(ends[1], block, sizeof block) != sizeof block) return 1;
    close(ends[0]);
    close(ends[1]);
  }
  return 0;
}
