// copy SOURCE SINK VARIANT: relays a file, one way for each variant. SINK may be a port of the loopback interface.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static char buffer[1 << 16];

static int sink_of(const char *text) {
  if (text[0] == '/') return open(text, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(text))};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return connect(fd, (struct sockaddr *)&to, sizeof to) ? -1 : fd;
}

static void relay_bytes(int in, int out, size_t chunk) {
  for (ssize_t n; (n = read(in, buffer, chunk)) > 0;)
    for (ssize_t done = 0; done < n;) {
      ssize_t w = write(out, buffer + done, n - done);
      if (w < 0) exit(3);
      done += w;
    }
}

/* Reads of 16 KiB gathered into writes of other sizes. */
static void relay_split(int in, int out) {
  size_t held = 0;
  for (ssize_t n; (n = read(in, buffer + held, sizeof buffer / 4)) > 0;) {
    held += n;
    if (held < sizeof buffer) continue;
    struct iovec pieces[3] = {{buffer, 1000}, {buffer + 1000, 30000}, {buffer + 31000, sizeof buffer - 31000}};
    if (writev(out, pieces, 3) != sizeof buffer) exit(3);
    held = 0;
  }
  if (write(out, buffer, held) != (ssize_t)held) exit(3);
}

static void relay_transformed(int in, int out) {
  for (ssize_t n; (n = read(in, buffer, sizeof buffer)) > 0;) {
    for (ssize_t at = 0; at < n; at++) buffer[at] ^= 0x5a;
    if (write(out, buffer, n) != n) exit(3);
  }
}

/* The number of the input is used again for another file half way. */
static void relay_two(const char *first, int out) {
  for (int round = 0; round < 2; round++) {
    int in = round ? open("/proc/self/exe", O_RDONLY) : open(first, O_RDONLY);
    relay_bytes(in, out, sizeof buffer);
    close(in);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int in = open(argv[1], O_RDONLY), out = sink_of(argv[2]);
  if (in < 0 || out < 0) return 1;
  const char *variant = argv[3];
  if (!strcmp(variant, "loop")) relay_bytes(in, out, sizeof buffer);
  if (!strcmp(variant, "small")) relay_bytes(in, out, 512);
  if (!strcmp(variant, "split")) relay_split(in, out);
  if (!strcmp(variant, "transform")) relay_transformed(in, out);
  if (!strcmp(variant, "two")) relay_two(argv[1], out);
  if (!strcmp(variant, "sendfile"))
    while (sendfile(out, in, NULL, 1 << 20) > 0) continue;
  return 0;
}
