#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

long broadcast(const char *from, const struct sockaddr_in *to)
{
	int in = open(from, O_RDONLY), out = socket(AF_INET, SOCK_DGRAM, 0);
	char buf[512];
	ssize_t n;
	if (connect(out, (const struct sockaddr *)to, sizeof *to) != 0)
		return -1;
	while ((n = read(in, buf, sizeof buf)) > 0)
		if (write(out, buf, n) < 0)
			return -1;
	close(in);
	return close(out);
}
