import { program } from './lib/programs.mjs';

const server = `import java.io.*;
import java.net.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;

class Server {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])));
      for (;;) {
        SocketChannel peer = server.accept();
        new Thread(() -> {
          try (peer) {
            serve(peer, folder, args[2]);
          } catch (IOException gone) {
          }
        }).start();
      }
    }
  }

  static void serve(SocketChannel peer, Path folder, String how) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(4096);
    if (peer.read(request) <= 0) return;
    String line = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1).split("\\r\\n")[0];
    Path file = folder.resolve(Path.of(line.split(" ")[1]).getFileName().toString());
    String head = "HTTP/1.1 200 OK\\r\\nContent-Length: " + Files.size(file) + "\\r\\n\\r\\n";
    peer.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    if (how.equals("channel")) {
      try (FileChannel source = FileChannel.open(file)) {
        for (long at = 0; at < source.size(); ) at += source.transferTo(at, source.size() - at, peer);
      }
    } else {
      try (InputStream source = new FileInputStream(file.toFile())) {
        source.transferTo(Channels.newOutputStream(peer));
      }
    }
  }
}
`;

const claim = { text: "Java's transferTo is zero copy", verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Java',
  find: () => program('java', { try: ['-version'], debian: 'default-jdk-headless' }),
  version: ['-version'],
  variants: {
    channel: {
      settings: 'channel',
      shows: 'reference',
      configuration: '`FileChannel.transferTo(SocketChannel)`',
      claim,
    },
    stream: {
      settings: 'stream',
      shows: 'copy',
      configuration: '`FileInputStream.transferTo(Channels.newOutputStream(channel))`',
      claim,
      change: '`FileChannel.transferTo`',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [program, `${folder}/Server.java`, served, `${port}`, variant.settings],
    files: { 'Server.java': server },
  }),
};
