import { t } from '@vscode/l10n';
import type { Language } from '../../../src/model/finding';
import type { Route } from '../../../src/model/route';

/** A runtime's own call for a route. */
export interface RuntimeCode {
  code: string;
  /** What the runtime does with it, with its limits. */
  note: string;
}

type Runtime = Exclude<Language, 'c' | 'cpp' | 'typescript'>;
/** A language without code here gets the C of its route. */
type Codes = Partial<Record<Runtime, RuntimeCode>>;

const transferTo = (
  sink: string,
) => `try (FileChannel source = FileChannel.open(path, StandardOpenOption.READ)) {
    long at = 0, size = source.size();
    while (at < size) {
        long n = source.transferTo(at, size - at, ${sink});
        if (n <= 0) break;   // the file became shorter
        at += n;
    }
}`;

const transferToKotlin = (sink: string) => `FileChannel.open(path, StandardOpenOption.READ).use { source ->
    var at = 0L
    val size = source.size()
    while (at < size) {
        val n = source.transferTo(at, size - at, ${sink})
        if (n <= 0) break   // the file became shorter
        at += n
    }
}`;

function toSocket(): Codes {
  return {
    java: {
      code: transferTo('socketChannel'),
      note: t('Reaches sendfile on a SocketChannel. A stream of the socket, or TLS, copies in user space.'),
    },
    kotlin: {
      code: transferToKotlin('socketChannel'),
      note: t('Reaches sendfile on a SocketChannel. A stream of the socket, or TLS, copies in user space.'),
    },
    go: {
      code: `file, err := os.Open(path)
if err != nil {
	return err
}
defer file.Close()
_, err = io.Copy(conn, file) // conn: *net.TCPConn, file: *os.File`,
      note: t(
        'Reaches sendfile only with the bare types: any wrapper around the file or the connection loses it.',
      ),
    },
    rust: {
      code: `let file = std::fs::File::open(path)?;
let mut left = file.metadata()?.len() as usize;
while left > 0 {
    match rustix::fs::sendfile(&stream, &file, None, left)? {
        0 => break, // the file became shorter
        n => left -= n,
    }
}`,
      note: t('std::io::copy no longer uses sendfile here (since 2023); the rustix crate does.'),
    },
    python: {
      code: `with open(path, "rb") as file:
    sock.sendfile(file)  # asyncio: await loop.sendfile(transport, file)`,
      note: t('Reaches os.sendfile on a plain blocking socket and a regular file, not under TLS.'),
    },
    javascript: {
      code: `import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), socket);`,
      note: t(
        'Node has no sendfile to sockets: this copies just as much, but with right back-pressure and fewer calls.',
      ),
    },
    csharp: {
      code: 'await socket.SendFileAsync(path);',
      note: t('Reaches sendfile on a plain Socket; CopyToAsync is a loop with an 80 KiB buffer.'),
    },
  };
}

function toFile(): Codes {
  return {
    java: {
      code: `try (FileChannel target = FileChannel.open(copy, CREATE, WRITE)) {\n${transferTo('target').replace(/^/gm, '    ')}\n}`,
      note: t('On Linux tries copy_file_range first, then sendfile.'),
    },
    kotlin: {
      code: `FileChannel.open(copy, CREATE, WRITE).use { target ->\n${transferToKotlin('target').replace(/^/gm, '    ')}\n}`,
      note: t('On Linux tries copy_file_range first, then sendfile.'),
    },
    go: {
      code: '_, err = io.Copy(target, source) // both *os.File, target not opened with O_APPEND',
      note: t('Reaches copy_file_range only with the bare types: any wrapper around either file loses it.'),
    },
    rust: {
      code: 'std::fs::copy(path, copy)?;',
      note: t('Uses copy_file_range on Linux, and falls back by itself.'),
    },
    python: {
      code: 'shutil.copyfile(path, copy)',
      note: t('Uses sendfile, and copy_file_range from Python 3.14; copyfileobj is a loop in user space.'),
    },
    javascript: {
      code: `import { constants, copyFile } from 'node:fs/promises';

await copyFile(path, copy, constants.COPYFILE_FICLONE);`,
      note: t('Clones where the filesystem can, else copies in the kernel.'),
    },
    csharp: {
      code: 'File.Copy(path, copy);',
      note: t('Tries to clone, then copy_file_range, then sendfile.'),
    },
  };
}

function fromSocket(): Codes {
  return {
    go: {
      code: '_, err = io.Copy(file, conn) // file: *os.File, conn: *net.TCPConn',
      note: t('Reaches splice only with the bare types.'),
    },
    java: {
      code: `long n;
while ((n = file.transferFrom(socketChannel, at, 1 << 20)) > 0) at += n;`,
      note: t('transferFrom a socket copies in user space: it is tidier, not cheaper.'),
    },
  };
}

/** The runtime's call for a route; null if no known call is better than a loop. */
export function runtimeCode(language: Runtime, route: Route): RuntimeCode | null {
  const codes: Partial<Record<Route, Codes>> = {
    'file-to-socket': toSocket(),
    'file-to-file': toFile(),
    'socket-to-file': fromSocket(),
  };
  return codes[route]?.[language] ?? null;
}
