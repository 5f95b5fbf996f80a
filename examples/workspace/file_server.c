/* Sends one file to everyone who connects: cc -o file_server file_server.c && ./file_server data/sample.bin 9002 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Two copies by the CPU per byte, four mode switches per 64 KiB. */
static int send_file(int file, int client)
{
    char buffer[64 * 1024];
    ssize_t count;

    while ((count = read(file, buffer, sizeof buffer)) > 0) {
        ssize_t done = 0;
        while (done < count) {
            ssize_t sent = write(client, buffer + done, count - done);
            if (sent < 0)
                return -1;
            done += sent;
        }
    }
    return count < 0 ? -1 : 0;
}

static int listen_on(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (server < 0 || setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
        bind(server, (struct sockaddr *)&address, sizeof address) < 0 || listen(server, 8) < 0) {
        perror("listen");
        exit(1);
    }
    return server;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s FILE PORT\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int server = listen_on(atoi(argv[2]));
    for (;;) {
        int client = accept(server, NULL, NULL);
        int file = open(argv[1], O_RDONLY);
        if (client < 0 || file < 0 || send_file(file, client) < 0)
            perror("send");
        close(file);
        close(client);
    }
}
