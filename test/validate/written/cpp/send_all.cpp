// ends: path-socket
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

extern "C" long send_all(const char *path, const struct sockaddr_in *address) {
  int file = open(path, O_RDONLY);
  if (file < 0)
    return -1;
  int sock = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(sock, reinterpret_cast<const struct sockaddr *>(address), sizeof *address) != 0) {
    close(file);
    close(sock);
    return -1;
  }
  char chunk[16 * 1024];
  long total = 0;
  ssize_t n;
  while ((n = read(file, chunk, sizeof chunk)) > 0) {
    if (send(sock, chunk, n, MSG_NOSIGNAL) != n) {
      total = -1;
      break;
    }
    total += n;
  }
  close(file);
  close(sock);
  return total;
}
