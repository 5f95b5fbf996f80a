package example;

import java.io.*;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.*;
import java.util.zip.*;
import javax.crypto.*;
import javax.net.ssl.*;

class NearMisses {
    void hashed(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        byte[] buf = new byte[8192];
        int n;
        while ((n = in.read(buf)) != -1) { // expect: copy-loop inspected
            digest.update(buf, 0, n);
            out.write(buf, 0, n);
        }
    }

    void digestOnly(InputStream in, MessageDigest digest) throws IOException {
        byte[] buf = new byte[8192];
        int n;
        while ((n = in.read(buf)) != -1) digest.update(buf, 0, n);
    }

    void compressed(File file, OutputStream raw) throws IOException {
        byte[] buf = new byte[8192];
        InputStream in = new FileInputStream(file);
        GZIPOutputStream out = new GZIPOutputStream(raw);
        int n;
        while ((n = in.read(buf)) > 0) { // expect: copy-loop encrypted
            out.write(buf, 0, n);
        }
    }

    byte[] collected(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buf = new byte[4096];
        for (int n = in.read(buf); n != -1; n = in.read(buf)) { // expect: copy-loop memory-sink
            all.write(buf, 0, n);
        }
        return all.toByteArray();
    }

    void changed(InputStream in, OutputStream out) throws IOException {
        byte[] buf = new byte[4096];
        int n;
        while ((n = in.read(buf)) != -1) { // expect: copy-loop transformed
            for (int i = 0; i < n; i++) buf[i] ^= 0x5a;
            out.write(buf, 0, n);
        }
    }

    void ciphered(InputStream in, OutputStream out, Cipher cipher) throws Exception {
        byte[] buf = new byte[4096];
        int n;
        while ((n = in.read(buf)) != -1) { // expect: copy-loop encrypted
            byte[] sealed = cipher.update(buf, 0, n);
            out.write(sealed);
        }
    }

    void overTls(File file, SSLSocket socket) throws IOException {
        byte[] buf = new byte[4096];
        try (FileInputStream in = new FileInputStream(file); OutputStream out = socket.getOutputStream()) {
            int n;
            while ((n = in.read(buf)) != -1) out.write(buf, 0, n); // expect: copy-loop encrypted
        }
    }

    void framed(InputStream in, DataOutputStream out) throws IOException {
        byte[] buf = new byte[4096];
        int n;
        while ((n = in.read(buf)) != -1) { // expect: copy-loop transformed
            out.writeInt(n);
            out.write(buf, 0, n);
        }
    }

    void exchanged(FileChannel in, FileChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096), other = ByteBuffer.allocate(4096);
        while (in.read(buffer) != -1) { // expect: copy-loop transformed
            ByteBuffer held = buffer;
            buffer = other;
            other = held;
            buffer.flip();
            while (buffer.hasRemaining()) out.write(buffer);
            buffer.clear();
        }
    }

    // Whole blocks only: the last, shorter one is left behind.
    void wholeBlocks(FileChannel in, FileChannel out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        while (in.read(block) == 512) { // expect: copy-loop transformed
            block.flip();
            while (block.hasRemaining()) out.write(block);
            block.clear();
        }
    }

    // Each block waits for its answer.
    void inLockStep(InputStream in, Socket peer) throws IOException {
        byte[] buf = new byte[1024];
        int n;
        while ((n = in.read(buf)) > 0) { // expect: copy-loop inspected
            peer.getOutputStream().write(buf, 0, n);
            if (peer.getInputStream().read() != 1) throw new IOException("refused");
        }
    }

    void withLength(InputStream in, Socket peer) throws IOException {
        byte[] buf = new byte[1024];
        int n;
        while ((n = in.read(buf)) > 0) { // expect: copy-loop transformed
            peer.getOutputStream().write(new byte[] { (byte) (n >> 8), (byte) n });
            peer.getOutputStream().write(buf, 0, n);
        }
    }

    void flushed(InputStream in, Socket peer) throws IOException {
        byte[] buf = new byte[1024];
        int n;
        while ((n = in.read(buf)) > 0) { // expect: tidy-copy replaceable
            peer.getOutputStream().write(buf, 0, n);
            peer.getOutputStream().flush();
        }
    }

    // All of the buffer is written, however little was read.
    void rewound(FileChannel in, FileChannel out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        while (in.read(block) > 0) { // expect: copy-loop transformed
            block.rewind();
            while (block.hasRemaining()) out.write(block);
            block.clear();
        }
    }

    // The buffer stays full: nothing more is read.
    void notCleared(FileChannel in, FileChannel out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        while (in.read(block) > 0) { // expect: copy-loop transformed
            block.flip();
            while (block.hasRemaining()) out.write(block);
        }
    }

    void withHead(FileChannel in, FileChannel out, byte[] head) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        block.put(head);
        while (in.read(block) != -1) { // expect: copy-loop transformed
            block.flip();
            while (block.hasRemaining()) out.write(block);
            block.clear();
        }
    }

    void headApart(FileChannel in, FileChannel out, byte[] head) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        block.put(head);
        block.flip();
        out.write(block);
        block.clear();
        while (in.read(block) != -1) { // expect: copy-loop replaceable
            block.flip();
            while (block.hasRemaining()) out.write(block);
            block.clear();
        }
    }

    // What a write leaves is written with the next chunk.
    void compacted(FileChannel in, FileChannel out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(512);
        while (in.read(block) != -1 || block.position() > 0) { // expect: copy-loop replaceable
            block.flip();
            out.write(block);
            block.compact();
        }
    }

    void characters(Reader in, Writer out) throws IOException {
        char[] buf = new char[4096];
        int n;
        while ((n = in.read(buf)) != -1) out.write(buf, 0, n);
    }

    void eachFile(File[] files, OutputStream out) throws IOException {
        byte[] head = new byte[16];
        for (File file : files) {
            InputStream in = new FileInputStream(file);
            int n = in.read(head);
            out.write(head, 0, n);
        }
    }
}
