import type { StrategyName } from '../../../src/model/strategy';

// C for each strategy; `source` and `target` are open descriptors, `left` the bytes to move.

const sendfile = `#include <sys/sendfile.h>

while (left > 0) {
    ssize_t n = sendfile(target, source, NULL, left);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;   /* EINVAL, ENOSYS: fall back to read and write */
    if (n == 0) break;      /* the file became shorter */
    left -= n;
}`;

const splice = `#define _GNU_SOURCE
#include <fcntl.h>

int pipefd[2];
if (pipe2(pipefd, O_CLOEXEC) < 0) return -1;
fcntl(pipefd[1], F_SETPIPE_SZ, 1 << 20);
while (left > 0) {
    ssize_t in = splice(source, NULL, pipefd[1], NULL, left, SPLICE_F_MORE);
    if (in < 0 && errno == EINTR) continue;
    if (in <= 0) break;     /* 0: the end; EINVAL: fall back to read and write */
    left -= in;
    while (in > 0) {
        ssize_t out = splice(pipefd[0], NULL, target, NULL, in, SPLICE_F_MORE);
        if (out < 0 && errno == EINTR) continue;
        if (out <= 0) { in = -1; break; }
        in -= out;
    }
    if (in < 0) break;
}
close(pipefd[0]);
close(pipefd[1]);
return left == 0 ? 0 : -1;`;

const copyFileRange = `#define _GNU_SOURCE
#include <unistd.h>

while (left > 0) {
    ssize_t n = copy_file_range(source, NULL, target, NULL, left, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;   /* EXDEV, EOPNOTSUPP, ENOSYS, EINVAL: fall back to read and write */
    if (n == 0) break;      /* the file became shorter */
    left -= n;
}`;

const reflink = `#include <linux/fs.h>
#include <sys/ioctl.h>

if (ioctl(target, FICLONE, source) < 0)
    return -1;              /* EOPNOTSUPP, EXDEV: fall back to copy_file_range */`;

const mmapWrite = `#include <sys/mman.h>

char *map = mmap(NULL, size, PROT_READ, MAP_SHARED, source, 0);
if (map == MAP_FAILED) return -1;
for (size_t at = 0; at < size;) {
    ssize_t n = write(target, map + at, size - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    at += n;
}
munmap(map, size);          /* a file that shrinks meanwhile raises SIGBUS */`;

const readWrite = (chunk: string) => `static char buffer[${chunk}];
ssize_t n;
while ((n = read(source, buffer, sizeof buffer)) != 0) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    for (ssize_t at = 0; at < n;) {
        ssize_t out = write(target, buffer + at, n - at);
        if (out < 0 && errno == EINTR) continue;
        if (out < 0) return -1;
        at += out;
    }
}`;

const codes: Partial<Record<StrategyName, string>> = {
  sendfile,
  splice,
  'copy-file-range': copyFileRange,
  reflink,
  'mmap-write': mmapWrite,
};

/** C that moves bytes by `strategy`; null where it takes a library and more than fits here. */
export function codeInC(strategy: StrategyName, chunkBytes: number): string | null {
  if (strategy === 'read-write') return readWrite(String(chunkBytes));
  return codes[strategy] ?? null;
}
