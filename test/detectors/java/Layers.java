package example;

import java.io.*;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import java.security.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.zip.*;
import javax.crypto.*;
import javax.net.ssl.*;

/** Loops that look like relays: something on the way changes, hides, keeps or looks at the bytes. */
class Layers {
    interface Codec {
        InputStream createInputStream(InputStream raw) throws IOException;
    }

    interface Reads {
        void read(InputStream in) throws IOException;
    }

    /** Stands for a library's archive writer, which is no OutputStream. */
    interface SevenZOutputFile {
        void write(byte[] bytes, int from, int count);
    }

    interface ByteQueue {
        boolean write(byte[] bytes, int from, int count);
    }

    interface Source {
        int read(byte[] bytes) throws IOException;

        boolean isReady();
    }

    private ByteQueue queue;

    static void readFromZip(File file, String entry, Reads reads) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            reads.read(zip.getInputStream(zip.getEntry(entry)));
        }
    }

    /** The entry's stream comes from a call that says zip. */
    static void entry(File file, File target) throws IOException {
        readFromZip(file, "data", in -> {
            byte[] block = new byte[2048];
            try (FileOutputStream out = new FileOutputStream(target)) {
                int got;
                while ((got = in.read(block)) != -1) { // expect: copy-loop encrypted
                    out.write(block, 0, got);
                }
            }
        });
    }

    /** Only the name tells that the stream unpacks. */
    static void named(InputStream compressedIn, File target) throws IOException {
        byte[] block = new byte[1024];
        try (OutputStream out = Files.newOutputStream(target.toPath())) {
            int got;
            while ((got = compressedIn.read(block)) >= 0) { // expect: copy-loop encrypted
                out.write(block, 0, got);
            }
        }
    }

    static void packed(InputStream in, OutputStream zOut) throws IOException {
        byte[] block = new byte[1024];
        int got = 0;
        do { // expect: copy-loop encrypted
            zOut.write(block, 0, got);
            got = in.read(block, 0, block.length);
        } while (got != -1);
    }

    /** A name that only begins like one: `target` is no tar. */
    static void target(InputStream in, OutputStream target) throws IOException {
        byte[] block = new byte[1024];
        int got;
        while ((got = in.read(block)) >= 0) { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
            target.write(block, 0, got);
        }
    }

    /** A file of zipped bytes copied as it is. */
    static void zipCopied(File zip, File to) throws IOException {
        try (FileInputStream zipIn = new FileInputStream(zip); FileOutputStream zipOut = new FileOutputStream(to)) {
            byte[] block = new byte[1024];
            int got;
            while ((got = zipIn.read(block)) >= 0) { // expect: copy-loop replaceable file-to-file 1024 kernel fix
                zipOut.write(block, 0, got);
            }
        }
    }

    static void decoded(Codec codec, InputStream raw, OutputStream out) throws IOException {
        InputStream in = codec.createInputStream(raw);
        byte[] block = new byte[4096];
        for (int got; (got = in.read(block)) > 0; ) { // expect: copy-loop encrypted
            out.write(block, 0, got);
        }
    }

    static void archived(File file, SevenZOutputFile archive) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            byte[] block = new byte[8192];
            int got;
            while ((got = in.read(block)) >= 0) { // expect: copy-loop encrypted
                archive.write(block, 0, got);
            }
        }
    }

    /** Whether it hashes is chosen before the loop. */
    static void maybeHashed(InputStream in, File target, MessageDigest digest) throws IOException {
        OutputStream plain = new FileOutputStream(target);
        try (OutputStream out = digest != null ? new DigestOutputStream(plain, digest) : plain) {
            byte[] block = new byte[8192];
            int got;
            while ((got = in.read(block)) >= 0) { // expect: copy-loop inspected
                out.write(block, 0, got);
            }
        }
    }

    static long summed(File file, OutputStream out) throws IOException {
        CheckedInputStream in = new CheckedInputStream(new FileInputStream(file), new CRC32());
        byte[] block = new byte[8192];
        int got;
        while ((got = in.read(block)) >= 0) { // expect: copy-loop inspected
            out.write(block, 0, got);
        }
        return in.getChecksum().getValue();
    }

    /** The first bytes of the array behind the view are looked at. */
    static void peeked(FileChannel source, OutputStream out) throws IOException {
        byte[] block = new byte[4096];
        ByteBuffer view = ByteBuffer.wrap(block);
        int got;
        while ((got = source.read(view)) > 0) { // expect: copy-loop inspected
            if (block[0] == 0) break;
            out.write(block, 0, got);
            view.clear();
        }
    }

    interface Archives {
        InputStream createZipInputStream(File file, String entry) throws IOException;
    }

    static void byFactory(Archives archives, File file, OutputStream out) throws IOException {
        InputStream in = archives.createZipInputStream(file, "data");
        byte[] block = new byte[4096];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop encrypted
            out.write(block, 0, got);
        }
    }

    /** What only has the letters of one in its name. */
    interface Targets {
        OutputStream openTargetOutputStream(String name) throws IOException;
    }

    static void byTarget(InputStream in, Targets targets) throws IOException {
        OutputStream out = targets.openTargetOutputStream("data");
        byte[] block = new byte[4096];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends
            out.write(block, 0, got);
        }
    }

    /** A queue between threads is memory. */
    void queued(InputStream in) throws IOException {
        byte[] block = new byte[4096];
        while (true) { // expect: copy-loop memory-sink
            int got = in.read(block);
            if (got == -1) return;
            if (!queue.write(block, 0, got)) return;
        }
    }

    /** Streams that may only be read when they are ready: no call that blocks can take their place. */
    static void whenReady(Source in, OutputStream out) throws IOException {
        byte[] block = new byte[4096];
        while (in.isReady()) { // expect: copy-loop inspected
            int got = in.read(block);
            if (got > 0) out.write(block, 0, got);
        }
    }

    static void secured(SSLSocketFactory factory, File file) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket("host", 443);
        OutputStream out = socket.getOutputStream();
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] block = new byte[8192];
            int got;
            while ((got = in.read(block)) != -1) { // expect: copy-loop encrypted
                out.write(block, 0, got);
            }
        }
    }

    static void inflated(Socket peer, File target) throws IOException {
        try (InputStream in = new InflaterInputStream(peer.getInputStream());
                OutputStream out = new FileOutputStream(target)) {
            byte[] block = new byte[8192];
            int got;
            while ((got = in.read(block)) != -1) { // expect: copy-loop encrypted
                out.write(block, 0, got);
            }
        }
    }

    static void tee(InputStream in, OutputStream first, OutputStream second) throws IOException {
        byte[] block = new byte[8192];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop inspected
            first.write(block, 0, got);
            second.write(block, 0, got);
        }
    }

    /** Each chunk is framed by its length. */
    static void framed(InputStream in, DataOutputStream out) throws IOException {
        byte[] block = new byte[8192];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop transformed
            out.writeInt(got);
            out.write(block, 0, got);
        }
    }

    static void logged(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[8192];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop inspected
            System.err.println(new String(block, 0, got));
            out.write(block, 0, got);
        }
    }

    /** A question and its answer, over and over. */
    static void conversation(Socket peer, Iterator<byte[]> questions) throws IOException {
        byte[] block = new byte[512];
        while (questions.hasNext()) {
            peer.getOutputStream().write(questions.next());
            if (peer.getInputStream().read(block) < 0) break;
        }
    }

    /** Characters are decoded and encoded. */
    static void characters(Reader in, Writer out) throws IOException {
        char[] text = new char[1024];
        int got;
        while ((got = in.read(text)) != -1) out.write(text, 0, got);
    }

    /** Every chunk is a job of its own. */
    static void handedOut(InputStream in, ExecutorService pool) throws IOException {
        byte[] block = new byte[1024];
        int got;
        while ((got = in.read(block)) != -1) {
            byte[] own = Arrays.copyOf(block, got);
            pool.submit(() -> own.length);
        }
    }

    static byte[] all(FileChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        while (channel.read(bytes) != -1) { // expect: copy-loop memory-sink
            bytes.flip();
            all.write(bytes.array(), 0, bytes.limit());
            bytes.clear();
        }
        return all.toByteArray();
    }

    /** A server that sends back what it understood. */
    static void upper(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[256];
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop transformed
            out.write(new String(block, 0, got).toUpperCase().getBytes());
        }
    }

    /** A new file for each piece. */
    static void split(InputStream in, File folder) throws IOException {
        byte[] block = new byte[1 << 20];
        int got;
        int part = 0;
        while ((got = in.readNBytes(block, 0, block.length)) > 0) {
            try (FileOutputStream out = new FileOutputStream(new File(folder, "part" + part++))) {
                out.write(block, 0, got);
            }
        }
    }
}
