// calls SOURCE SIZE COUNT: COUNT times reads SIZE bytes of SOURCE, again from its start at its end, and writes them to /dev/null.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const int source = open(argv[1], O_RDONLY), sink = open("/dev/null", O_WRONLY);
  const size_t size = strtoul(argv[2], NULL, 10);
  char *block = malloc(size);
  if (source < 0 || sink < 0 || !block) return 1;
  for (long left = atol(argv[3]); left > 0; --left) {
    ssize_t n = read(source, block, size);
    if (n == 0 && lseek(source, 0, SEEK_SET) == 0) n = read(source, block, size);
    if (n <= 0 || write(sink, block, (size_t)n) != n) return 1;
  }
  return 0;
}
