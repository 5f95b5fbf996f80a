// What a child writes into a pipe goes into a log.
#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int log_output(char *const argv[], const char *path) {
    int fds[2];
    if (pipe(fds) != 0) return -1;
    int log = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (log < 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(fds[1], 1);
        close(fds[0]);
        close(fds[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(fds[1]);
    char buf[4096];
    ssize_t n;
    while ((n = read(fds[0], buf, sizeof buf)) > 0) {
        if (write(log, buf, n) != n) break;
    }
    close(fds[0]);
    close(log);
    return waitpid(child, NULL, 0) < 0 ? -1 : 0;
}
