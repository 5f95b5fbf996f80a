#include <fcntl.h>
#include <unistd.h>

int tunnel(int sock) {
    int tun = open("/dev/net/tun", O_RDWR);
    char packet[2048];
    for (;;) { // expect: copy-loop inspected
        ssize_t n = read(tun, packet, sizeof packet);
        if (n <= 0) return -1;
        if (write(sock, packet, n) != n) return -1;
    }
}
