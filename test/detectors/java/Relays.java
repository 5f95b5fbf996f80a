package example;

import java.io.*;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/** Relays of a download manager, a port forwarder and a file cache: nobody looks at the bytes. */
class Relays {
    private static final int KB = 1024;
    private final ExecutorService workers;
    private final byte[] block = new byte[64 * KB];
    private volatile boolean cancelled;
    private long transferred;

    Relays(ExecutorService workers) {
        this.workers = workers;
    }

    /** The position is told by the file itself, and the count shown. */
    void download(URL address, Path target, LongConsumer shown) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setReadTimeout(5000);
        try (InputStream body = connection.getInputStream(); OutputStream file = Files.newOutputStream(target)) {
            byte[] chunk = new byte[16 * KB];
            long done = 0;
            int got = body.read(chunk);
            while (got >= 0) { // expect: tidy-copy replaceable socket-to-file 16384 user-space no-fix
                file.write(chunk, 0, got);
                done += got;
                shown.accept(done);
                got = body.read(chunk);
            }
        } finally {
            connection.disconnect();
        }
    }

    void resume(Socket socket, File part, long have) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(part, "rw")) {
            file.seek(have);
            InputStream in = socket.getInputStream();
            while (!cancelled) { // expect: copy-loop inspected socket-to-file 65536
                int n = in.read(block, 0, block.length);
                if (n == -1) {
                    break;
                }
                file.write(block, 0, n);
                transferred += n;
            }
        }
    }

    void forward(ServerSocket listener, String host, int port) throws IOException {
        while (true) {
            final Socket client = listener.accept();
            final Socket server = new Socket(host, port);
            workers.submit(() -> pump(client, server));
            workers.submit(() -> pump(server, client));
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[2048];
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int n; (n = in.read(bytes)) > 0; ) { // expect: tidy-copy replaceable socket-to-socket 2048 user-space
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException gone) {
            System.err.println(gone.getMessage());
        }
    }

    /** The cache keeps files by their key. */
    void keep(File origin, File cached) throws IOException {
        FileInputStream source = null;
        FileOutputStream sink = null;
        try {
            source = new FileInputStream(origin);
            sink = new FileOutputStream(cached);
            byte[] bytes = new byte[32 * KB];
            int count;
            while ((count = source.read(bytes)) > -1) { // expect: copy-loop replaceable file-to-file 32768 kernel fix
                sink.write(bytes, 0, count);
            }
        } finally {
            if (source != null) source.close();
            if (sink != null) sink.close();
        }
    }

    long channels(FileChannel from, FileChannel to) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(4 * KB);
        long moved = 0;
        while (from.read(page) >= 0) { // expect: copy-loop replaceable file-to-file 4096 kernel fix
            page.flip();
            while (page.hasRemaining()) {
                moved += to.write(page);
            }
            page.clear();
        }
        return moved;
    }

    void compacting(ReadableByteChannel from, WritableByteChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 * KB);
        while (from.read(buffer) != -1 || buffer.position() > 0) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
            buffer.flip();
            to.write(buffer);
            buffer.compact();
        }
    }

    void serve(ServerSocketChannel listener, Path path) throws IOException {
        try (SocketChannel peer = listener.accept(); FileChannel file = FileChannel.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(16 * KB);
            while (file.read(bytes) > 0) { // expect: copy-loop replaceable file-to-socket 16384 kernel fix
                bytes.flip();
                while (bytes.hasRemaining()) peer.write(bytes);
                bytes.clear();
            }
        }
    }

    /** Only a part of the file, as a Range header asks for. */
    void part(RandomAccessFile file, SocketChannel peer, long from, long length) throws IOException {
        FileChannel source = file.getChannel();
        source.position(from);
        ByteBuffer bytes = ByteBuffer.allocate(8 * KB);
        long left = length;
        while (left > 0) { // expect: copy-loop replaceable file-to-socket 8192 kernel
            bytes.clear();
            bytes.limit((int) Math.min(left, bytes.capacity()));
            int n = source.read(bytes);
            if (n < 0) throw new EOFException();
            bytes.flip();
            while (bytes.hasRemaining()) peer.write(bytes);
            left -= n;
        }
    }

    void upload(File file, HttpURLConnection connection) throws IOException {
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        OutputStream out = new BufferedOutputStream(connection.getOutputStream());
        FileInputStream in = new FileInputStream(file);
        byte[] data = new byte[4 * KB];
        int length;
        do { // expect: copy-loop replaceable file-to-socket 4096 user-space
            length = in.read(data);
            if (length > 0) {
                out.write(data, 0, length);
            }
        } while (length != -1);
        out.flush();
        in.close();
    }

    /** A chunk of its own each time; the copy of the right length changes nothing. */
    static void exact(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[KB];
        while (true) { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
            int n = in.read(bytes);
            if (n <= 0) break;
            out.write(Arrays.copyOf(bytes, n));
        }
    }

    static void pieces(InputStream in, OutputStream out) throws IOException {
        byte[] piece;
        while ((piece = in.readNBytes(8192)).length > 0) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
            out.write(piece);
        }
    }

    static void resource(String name, File target) throws IOException {
        try (InputStream in = Relays.class.getResourceAsStream(name); FileOutputStream out = new FileOutputStream(target)) {
            byte[] bytes = new byte[512];
            int n;
            while ((n = in.read(bytes)) != -1) // expect: copy-loop replaceable unknown-to-file 512 depends
                out.write(bytes, 0, n);
        }
    }

    static int run(ProcessBuilder builder, File log) throws IOException, InterruptedException {
        Process process = builder.start();
        try (InputStream out = process.getInputStream(); OutputStream file = new FileOutputStream(log)) {
            byte[] bytes = new byte[1000];
            for (int n = out.read(bytes); n != -1; n = out.read(bytes)) { // expect: tidy-copy replaceable pipe-to-file 1000 user-space
                file.write(bytes, 0, n);
            }
        }
        return process.waitFor();
    }

    static void feed(Process process, File input) throws IOException {
        try (OutputStream stdin = process.getOutputStream(); FileInputStream in = new FileInputStream(input)) {
            byte[] bytes = new byte[2000];
            int n;
            while ((n = in.read(bytes)) != -1) { // expect: tidy-copy replaceable file-to-pipe 2000 user-space
                stdin.write(bytes, 0, n);
            }
        }
    }

    static void journal(File entry, File journal) throws IOException {
        try (FileInputStream in = new FileInputStream(entry); FileOutputStream out = new FileOutputStream(journal, true)) {
            byte[] bytes = new byte[3 * KB];
            int n;
            while ((n = in.read(bytes)) != -1) { // expect: tidy-copy replaceable file-to-file 3072 user-space no-fix
                out.write(bytes, 0, n);
            }
        }
    }

    /** At most so many bytes; the rest stays in the file. */
    static long head(File from, File to, long most) throws IOException {
        long left = most;
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            byte[] bytes = new byte[4096];
            int n;
            while (left > 0 && (n = in.read(bytes, 0, (int) Math.min(bytes.length, left))) > 0) { // expect: copy-loop replaceable file-to-file 4096 kernel fix
                out.write(bytes, 0, n);
                left -= n;
            }
        }
        return most - left;
    }

    static void slowly(File from, File to, int pause) throws IOException, InterruptedException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            byte[] bytes = new byte[4096];
            int n;
            while ((n = in.read(bytes)) != -1) { // expect: copy-loop replaceable file-to-file 4096 kernel no-fix
                out.write(bytes, 0, n);
                Thread.sleep(pause);
            }
        }
    }

    private int fill(InputStream in) throws IOException {
        return in.read(block);
    }

    private static void drain(OutputStream out, byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
    }

    void byHelpers(InputStream in, OutputStream out) throws IOException {
        int n = fill(in);
        while (n > 0) { // expect: copy-loop replaceable unknown-to-unknown 65536 depends
            drain(out, block, n);
            n = fill(in);
        }
    }

    static void cat() throws IOException {
        byte[] bytes = new byte[8192];
        int n;
        while ((n = System.in.read(bytes)) != -1) { // expect: copy-loop replaceable pipe-to-pipe 8192 depends
            System.out.write(bytes, 0, n);
        }
    }
}
