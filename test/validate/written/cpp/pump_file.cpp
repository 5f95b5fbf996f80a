// ends: named-fd
#include <sys/socket.h>
#include <unistd.h>

extern "C" long pump_file(int file_fd, int sock) {
  char data[4096];
  while (true) {
    ssize_t n = ::read(file_fd, data, sizeof(data));
    if (n == 0)
      return 0;
    if (n < 0)
      return -1;
    ssize_t off = 0;
    while (off < n) {
      ssize_t w = ::send(sock, data + off, n - off, 0);
      if (w < 0)
        return -1;
      off += w;
    }
  }
}
