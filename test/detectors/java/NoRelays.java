package example;

import java.io.*;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.security.*;
import java.util.*;
import java.util.concurrent.BlockingQueue;
import java.util.zip.*;

/** Loops that read and write, and whose bytes no call can move unseen; and loops that are no relays at all. */
class NoRelays {
    static int lines(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[4096];
        int lines = 0;
        int n;
        while ((n = in.read(bytes)) != -1) { // expect: copy-loop inspected unknown-to-unknown 4096
            for (int i = 0; i < n; i++) {
                if (bytes[i] == '\n') lines++;
            }
            out.write(bytes, 0, n);
        }
        return lines;
    }

    static long sum(FileInputStream in, FileOutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        byte[] bytes = new byte[8192];
        for (int n = in.read(bytes); n > 0; n = in.read(bytes)) { // expect: copy-loop inspected file-to-file 8192 - no-fix
            crc.update(bytes, 0, n);
            out.write(bytes, 0, n);
        }
        return crc.getValue();
    }

    static void both(InputStream in, OutputStream first, OutputStream second) throws IOException {
        byte[] bytes = new byte[1024];
        int n;
        while ((n = in.read(bytes)) != -1) { // expect: copy-loop inspected unknown-to-unknown 1024
            first.write(bytes, 0, n);
            second.write(bytes, 0, n);
        }
    }

    static void logged(Socket from, Socket to) throws IOException {
        byte[] bytes = new byte[512];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int n;
        while ((n = in.read(bytes)) != -1) { // expect: copy-loop inspected socket-to-socket 512
            System.err.println(new String(bytes, 0, n));
            out.write(bytes, 0, n);
        }
    }

    static void digesting(File from, File to, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(new FileInputStream(from), digest); OutputStream out = new FileOutputStream(to)) {
            byte[] bytes = new byte[4096];
            int n;
            while ((n = in.read(bytes)) != -1) { // expect: copy-loop inspected file-to-file 4096
                out.write(bytes, 0, n);
            }
        }
    }

    static void expand(File packed, File to) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new FileInputStream(packed)); FileOutputStream out = new FileOutputStream(to)) {
            byte[] bytes = new byte[4096];
            int n;
            while ((n = in.read(bytes)) > 0) { // expect: copy-loop encrypted file-to-file 4096 - no-fix
                out.write(bytes, 0, n);
            }
        }
    }

    static void unzip(ZipInputStream zip, File folder) throws IOException {
        byte[] bytes = new byte[2048];
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            try (FileOutputStream out = new FileOutputStream(new File(folder, entry.getName()))) {
                int n;
                while ((n = zip.read(bytes)) != -1) { // expect: copy-loop encrypted
                    out.write(bytes, 0, n);
                }
            }
        }
    }

    static void masked(FileChannel from, FileChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        while (from.read(bytes) != -1) { // expect: copy-loop transformed file-to-file 1024
            bytes.flip();
            for (int i = 0; i < bytes.limit(); i++) bytes.put(i, (byte) ~bytes.get(i));
            to.write(bytes);
            bytes.clear();
        }
    }

    static void chunked(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[1024];
        int n;
        while ((n = in.read(bytes)) > 0) { // expect: copy-loop transformed
            out.write((Integer.toHexString(n) + "\r\n").getBytes());
            out.write(bytes, 0, n);
            out.write("\r\n".getBytes());
        }
    }

    static void encoded(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[3000];
        int n;
        while ((n = in.read(bytes)) > 0) { // expect: copy-loop transformed
            out.write(Base64.getEncoder().encode(Arrays.copyOf(bytes, n)));
        }
    }

    static void untilZero(InputStream in, OutputStream out) throws IOException {
        int value;
        while ((value = in.read()) > 0) { // expect: copy-loop inspected unknown-to-unknown 1
            out.write(value);
        }
    }

    static String text(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[256];
        int n;
        while ((n = in.read(bytes)) != -1) text.append(new String(bytes, 0, n));
        return text.toString();
    }

    static void whole(InputStream in, byte[] target) throws IOException {
        int at = 0;
        while (at < target.length) {
            int n = in.read(target, at, target.length - at);
            if (n < 0) throw new EOFException();
            at += n;
        }
    }

    static void answer(Socket socket, Map<String, String> table) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        byte[] question = new byte[128];
        int n;
        while ((n = in.read(question)) > 0) {
            String found = table.get(new String(question, 0, n).trim());
            out.write(String.valueOf(found).getBytes());
        }
    }

    static long acknowledge(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[64];
        byte[] ok = {6};
        long total = 0;
        int n;
        while ((n = in.read(bytes)) != -1) {
            total += n;
            out.write(ok);
        }
        return total;
    }

    static void records(DataInputStream in, OutputStream out, int wanted) throws IOException {
        while (in.available() > 0) {
            int kind = in.readInt();
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            if (kind == wanted) out.write(body);
        }
    }

    static void wipe(RandomAccessFile file) throws IOException {
        byte[] zeros = new byte[4096];
        long left = file.length();
        while (left > 0) {
            int n = (int) Math.min(left, zeros.length);
            file.write(zeros, 0, n);
            left -= n;
        }
    }

    static void discard(InputStream in) throws IOException {
        byte[] bytes = new byte[4096];
        while (in.read(bytes) != -1) {
        }
    }

    static void queued(InputStream in, BlockingQueue<byte[]> queue) throws Exception {
        byte[] bytes = new byte[4096];
        int n;
        while ((n = in.read(bytes)) != -1) queue.put(Arrays.copyOf(bytes, n));
    }

    static boolean same(InputStream a, InputStream b) throws IOException {
        byte[] one = new byte[4096];
        byte[] two = new byte[4096];
        while (true) {
            int n = a.readNBytes(one, 0, one.length);
            int m = b.readNBytes(two, 0, two.length);
            if (n != m || !Arrays.equals(one, two)) return false;
            if (n == 0) return true;
        }
    }

    static void numbered(BufferedReader in, Writer out) throws IOException {
        String line;
        int number = 0;
        while ((line = in.readLine()) != null) out.write(++number + " " + line + "\n");
    }

    static void fanOut(DatagramChannel from, List<SocketChannel> to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1500);
        while (from.receive(bytes) != null) {
            bytes.flip();
            for (SocketChannel peer : to) peer.write(bytes.duplicate());
            bytes.clear();
        }
    }

    static void collected(Socket socket, List<byte[]> parts) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[100];
        int n;
        while ((n = in.read(bytes)) != -1) { // expect: copy-loop memory-sink socket-to-memory 100
            all.write(bytes, 0, n);
        }
        parts.add(all.toByteArray());
    }
}
