/* Adds up a file's bytes: cc -o checksum checksum.c && ./checksum data/sample.bin
 * A loop that looks at its bytes: no call in the kernel could replace it, and no lens shows. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    unsigned char buffer[64 * 1024];
    unsigned long sum = 0;
    ssize_t count;
    int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;

    if (file < 0) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    while ((count = read(file, buffer, sizeof buffer)) > 0) {
        for (ssize_t at = 0; at < count; at += 1)
            sum += buffer[at];
        write(STDOUT_FILENO, ".", 1);
    }
    printf("\n%lu\n", sum);
    return 0;
}
