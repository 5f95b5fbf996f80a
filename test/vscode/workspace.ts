import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNoise } from '../../scripts/lib/noise.mjs';

const java = `import java.io.*;
import java.net.Socket;

class FileSender {
    static void send(File file, Socket socket) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[8192];
            int n;
            while ((n = in.read(buffer)) > 0) {
                out.write(buffer, 0, n);
            }
        }
    }
}
`;

const c = `#include <sys/socket.h>
#include <unistd.h>

/* Sends an open file to a connected socket. */
int send_file(int file, int socket)
{
    char buffer[65536];
    ssize_t n;
    while ((n = read(file, buffer, sizeof buffer)) > 0) {
        ssize_t done = 0;
        while (done < n) {
            ssize_t sent = write(socket, buffer + done, n - done);
            if (sent < 0)
                return -1;
            done += sent;
        }
    }
    return n < 0 ? -1 : 0;
}
`;

/** Size of the workspace's data file, bytes. */
export const dataBytes = 32 * 1024 * 1024;

/** A small workspace of one's own: a Java and a C copy loop, a data file, an empty file, an empty folder. */
export function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-workspace-'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'FileSender.java'), java);
  writeFileSync(join(folder, 'send_file.c'), c);
  writeNoise(join(folder, 'data/sample.bin'), dataBytes);
  writeFileSync(join(folder, 'data/empty.bin'), '');
  mkdirSync(join(folder, 'hollow'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
