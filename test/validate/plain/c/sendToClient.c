// A file to a connected client.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int client, const char *path) {
    char chunk[8192];
    int file = open(path, O_RDONLY);
    if (file < 0) return -1;
    ssize_t n;
    while ((n = read(file, chunk, sizeof chunk)) > 0) {
        ssize_t off = 0;
        while (off < n) {
            ssize_t s = send(client, chunk + off, n - off, 0);
            if (s < 0) {
                close(file);
                return -1;
            }
            off += s;
        }
    }
    close(file);
    return (int)n;
}
