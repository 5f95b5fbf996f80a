// ends: path-socket
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

long send_page(const char *path, const struct sockaddr_in *to)
{
	char data[8192];
	ssize_t n;
	int file = open(path, O_RDONLY);
	if (file < 0)
		return -1;
	int sock = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(sock, (const struct sockaddr *)to, sizeof *to) < 0) {
		close(file);
		close(sock);
		return -1;
	}
	while ((n = read(file, data, sizeof data)) > 0) {
		ssize_t sent = 0;
		while (sent < n) {
			ssize_t w = send(sock, data + sent, n - sent, MSG_NOSIGNAL);
			if (w < 0) {
				n = -1;
				goto done;
			}
			sent += w;
		}
	}
done:
	close(file);
	close(sock);
	return n < 0 ? -1 : 0;
}
