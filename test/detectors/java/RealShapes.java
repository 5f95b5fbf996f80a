package example;

import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Relays as servers, tools and apps write them. */
class RealShapes {
    private static final int CHUNK = 32 << 10;
    private final InputStream upstream;
    private OutputStream downstream;
    private final byte[] shared = new byte[CHUNK];
    private volatile boolean running = true;
    private long moved;

    RealShapes(InputStream upstream, OutputStream downstream) {
        this.upstream = upstream;
        this.downstream = downstream;
    }

    /** The first write is of no bytes. */
    static void writesAhead(File from, File to) throws IOException {
        try (InputStream in = Files.newInputStream(from.toPath()); OutputStream out = Files.newOutputStream(to.toPath())) {
            byte[] block = new byte[4096];
            int got = 0;
            do { // expect: copy-loop replaceable file-to-file 4096
                out.write(block, 0, got);
                got = in.read(block, 0, block.length);
            } while (got != -1);
        }
    }

    /** A method of an anonymous class. */
    Thread pump(final InputStream in, final OutputStream out) {
        return new Thread("pump") {
            @Override
            public void run() {
                byte[] block = new byte[2048];
                try {
                    int got;
                    while ((got = in.read(block)) > 0) { // expect: copy-loop replaceable unknown-to-unknown 2048 depends
                        out.write(block, 0, got);
                        out.flush();
                    }
                } catch (IOException error) {
                    interrupt();
                }
            }
        };
    }

    /** An anonymous class as an argument, with a file of its own. */
    static Future<?> keep(ExecutorService pool, final Socket peer, final File target) {
        return pool.submit(new Callable<Long>() {
            @Override
            public Long call() throws IOException {
                long total = 0;
                try (InputStream in = peer.getInputStream(); FileOutputStream out = new FileOutputStream(target)) {
                    byte[] block = new byte[16384];
                    for (int got = in.read(block); got >= 0; got = in.read(block)) { // expect: tidy-copy replaceable socket-to-file 16384 user-space no-fix
                        out.write(block, 0, got);
                        total += got;
                    }
                }
                return total;
            }
        });
    }

    /** A lambda; the streams are its parameters. */
    interface Copier {
        void copy(InputStream in, OutputStream out) throws IOException;
    }

    static final Copier COPIER = (in, out) -> {
        byte[] block = new byte[1 << 13];
        while (true) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
            int got = in.read(block);
            if (got == -1) return;
            out.write(block, 0, got);
        }
    };

    /** Fields at both ends, a shared buffer, and a switch to turn it off. */
    void relay() throws IOException {
        int got;
        while (running && (got = upstream.read(shared)) != -1) { // expect: copy-loop replaceable unknown-to-unknown 32768 depends
            downstream.write(shared, 0, got);
            moved += got;
        }
    }

    /** What is asked for depends on what is left, by a conditional. */
    static long range(InputStream in, OutputStream out, long from, long to) throws IOException {
        in.skip(from);
        long left = to - from + 1;
        byte[] block = new byte[4096];
        while (left > 0) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends no-fix
            int got = (left < block.length ? in.read(block, 0, (int) left) : in.read(block));
            if (got == -1) break;
            out.write(block, 0, got);
            left -= got;
        }
        return to - from + 1 - left;
    }

    /** A helper that only waits before each read. */
    static void polled(InputStream in, OutputStream out, AtomicBoolean stop) throws Exception {
        byte[] block = new byte[128];
        while (!stop.get()) { // expect: copy-loop replaceable unknown-to-unknown 128 depends
            await(in);
            int got = in.read(block);
            if (got < 0) break;
            if (got > 0) {
                out.write(block, 0, got);
                out.flush();
            }
        }
    }

    private static void await(InputStream in) throws Exception {
        while (in.available() == 0) Thread.sleep(10);
    }

    /** Progress by a callback, and a limit that throws. */
    static void limited(URL url, File target, long most, LongConsumer progress) throws IOException {
        URLConnection connection = url.openConnection();
        try (InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = new BufferedOutputStream(new FileOutputStream(target))) {
            byte[] block = new byte[10 * 1024];
            long total = 0;
            int got;
            while ((got = in.read(block)) != -1) { // expect: tidy-copy replaceable socket-to-file 10240 user-space no-fix
                total += got;
                if (total > most) throw new IOException("more than " + most);
                out.write(block, 0, got);
                progress.accept(total);
            }
        }
    }

    /** A library on the class path: no socket, whatever a URL may be. */
    static void unpack(String name, File target) throws IOException {
        URL url = RealShapes.class.getResource(name);
        try (InputStream in = url.openStream(); OutputStream out = new FileOutputStream(target)) {
            byte[] block = new byte[8192];
            int got;
            while ((got = in.read(block)) > 0) { // expect: copy-loop replaceable unknown-to-file 8192 depends
                out.write(block, 0, got);
            }
        }
    }

    /** compact() keeps what a full socket did not take. */
    static void compacted(ReadableByteChannel in, WritableByteChannel out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(16 * 1024);
        while (in.read(bytes) != -1) { // expect: copy-loop replaceable unknown-to-unknown 16384 depends
            bytes.flip();
            out.write(bytes);
            bytes.compact();
        }
        bytes.flip();
        while (bytes.hasRemaining()) out.write(bytes);
    }

    /** A child's output goes to whoever asked. */
    static void answer(ProcessBuilder builder, Socket peer) throws IOException {
        Process child = builder.start();
        InputStream from = child.getInputStream();
        OutputStream to = peer.getOutputStream();
        byte[] block = new byte[2048];
        int got;
        while ((got = from.read(block)) != -1) { // expect: tidy-copy replaceable pipe-to-socket 2048 user-space
            to.write(block, 0, got);
        }
    }

    /** An array behind a ByteBuffer. */
    static long wrapped(InputStream in, FileChannel file) throws IOException {
        byte[] block = new byte[4096];
        ByteBuffer bytes = ByteBuffer.wrap(block);
        long written = 0;
        int got = in.read(block);
        while (got > 0) { // expect: copy-loop replaceable unknown-to-file 4096 depends
            bytes.position(got).flip();
            written += file.write(bytes);
            bytes.clear();
            got = in.read(block);
        }
        return written;
    }

    /** Handles of a server that keep the place in their files themselves. */
    interface Handle {
        int read(byte[] bytes, int from, int count, long place) throws IOException;

        void write(byte[] bytes, int from, int count, long place) throws IOException;
    }

    static void handles(Handle source, long from, Handle target, long to, long count) throws IOException {
        byte[] block = new byte[8192];
        long left = count;
        while (left > 0) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
            int got = source.read(block, 0, (int) Math.min(block.length, left), from);
            if (got < 0) throw new EOFException();
            target.write(block, 0, got, to);
            left -= got;
            from += got;
            to += got;
        }
    }

    /** The array behind a buffer from a pool, which may begin anywhere in it. */
    static void behind(FileChannel source, ByteBuffer bytes, OutputStream out) throws IOException {
        long left = source.size() - source.position();
        while (left > 0) { // expect: copy-loop replaceable file-to-unknown - depends no-fix
            int got = source.read(bytes);
            if (got <= 0) break;
            left -= got;
            out.write(bytes.array(), bytes.arrayOffset(), got);
            bytes.clear();
        }
    }

    /** Read through a view, written from the array. */
    static long viewed(FileChannel source, OutputStream out, long length) throws IOException {
        long copied = 0;
        byte[] block = new byte[(int) Math.min(length, CHUNK)];
        ByteBuffer view = ByteBuffer.wrap(block);
        while (length > 0) { // expect: copy-loop replaceable file-to-unknown - depends no-fix
            int got = source.read(view, copied);
            if (got < 0) break;
            out.write(block, 0, got);
            copied += got;
            length -= got;
            view.rewind();
            if (length < view.limit()) view.limit((int) length);
        }
        return copied;
    }

    /** Stands for a library's class. */
    interface IOUtils {
        static int readFully(InputStream in, byte[] bytes, int count) throws IOException {
            return in.readNBytes(bytes, 0, count);
        }
    }

    static void filled(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[4096];
        while (true) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends
            int got = IOUtils.readFully(in, block, block.length);
            if (got <= 0) break;
            out.write(block, 0, got);
        }
    }

    /** Errors of either side end it, and the first is kept. */
    IOException quietly(InputStream in, OutputStream out) {
        IOException failed = null;
        byte[] block = new byte[CHUNK];
        while (true) { // expect: copy-loop replaceable unknown-to-unknown 32768 depends
            try {
                int got = in.read(block);
                if (got == -1) break;
                out.write(block, 0, got);
            } catch (IOException error) {
                failed = error;
                break;
            }
        }
        return failed;
    }

    /** A source chosen before the loop, both ways a file. */
    static void chosen(File first, File second, boolean other, File target) throws IOException {
        FileInputStream in = other ? new FileInputStream(second) : new FileInputStream(first);
        FileOutputStream out = new FileOutputStream(target);
        byte[] block = new byte[512];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop replaceable file-to-file 512 kernel
            out.write(block, 0, got);
        }
        in.close();
        out.close();
    }

    /** A nested class with streams of its own. */
    static class Forwarder implements Runnable {
        private final Socket from;
        private final Socket to;

        Forwarder(Socket from, Socket to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            byte[] block = new byte[1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (;;) { // expect: tidy-copy replaceable socket-to-socket 1024 user-space
                    int got = in.read(block);
                    if (got > 0) out.write(block, 0, got);
                    else if (got < 0) throw new EOFException();
                }
            } catch (IOException gone) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
