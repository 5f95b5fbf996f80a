package example;

import java.io.*;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class FileToSocket {
    private static final int BUFFER_SIZE = 8 * 1024;
    private final byte[] shared = new byte[16384];
    private Socket client;

    void stream(File file, Socket socket) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (InputStream in = new FileInputStream(file); OutputStream out = socket.getOutputStream()) {
            int n;
            while ((n = in.read(buffer)) != -1) { // expect: copy-loop replaceable file-to-socket 8192 user-space
                out.write(buffer, 0, n);
            }
        }
    }

    void buffered(String path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new FileInputStream(path));
        BufferedOutputStream out = new BufferedOutputStream(client.getOutputStream());
        int read = 0;
        while ((read = in.read(shared, 0, shared.length)) > 0) { // expect: copy-loop replaceable file-to-socket 16384 user-space
            out.write(shared, 0, read);
            out.flush();
        }
    }

    long channels(Path path, SocketChannel peer) throws IOException {
        long total = 0;
        try (FileChannel source = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
            while (source.read(bytes) != -1) { // expect: copy-loop replaceable file-to-socket 65536 kernel
                bytes.flip();
                while (bytes.hasRemaining()) {
                    total += peer.write(bytes);
                }
                bytes.clear();
            }
        }
        return total;
    }

    void copyFile(File from, File to) throws IOException {
        FileInputStream in = new FileInputStream(from);
        FileOutputStream out = new FileOutputStream(to);
        byte[] buf = new byte[1 << 12];
        for (;;) { // expect: copy-loop replaceable file-to-file 4096 kernel
            int len = in.read(buf);
            if (len < 0) break;
            out.write(buf, 0, len);
        }
    }

    static void anyToAny(InputStream in, OutputStream out) throws IOException {
        byte[] buf = new byte[1024];
        int len = in.read(buf);
        while (len >= 0) { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
            out.write(buf, 0, len);
            len = in.read(buf);
        }
    }

    static void bytewise(InputStream in, OutputStream out) throws IOException {
        int c;
        do { // expect: copy-loop replaceable unknown-to-unknown 1 depends
            c = in.read();
            if (c != -1) out.write(c);
        } while (c != -1);
    }

    static void call(Socket socket, File file) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            in.transferTo(socket.getOutputStream()); // expect: copy-call replaceable file-to-socket - user-space
        }
    }
}
