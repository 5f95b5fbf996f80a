package example;

import java.io.*;
import java.net.Socket;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.zip.GZIPOutputStream;

/** Calls of the library that loop over a buffer, and such as are right. */
class Calls {
    static final class IOUtils {
        static long copy(InputStream in, OutputStream out) throws IOException {
            return in.transferTo(out);
        }

        static long copy(InputStream in, OutputStream out, int size) throws IOException {
            return in.transferTo(new BufferedOutputStream(out, size));
        }
    }

    static void files(File from, File to) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            IOUtils.copy(in, out); // expect: copy-call replaceable file-to-file - kernel fix
        }
    }

    /** Its value is asked for. */
    static long counted(File from, File to) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            return IOUtils.copy(in, out, 4096); // expect: copy-call replaceable file-to-file - kernel no-fix
        }
    }

    static void channel(File from, SocketChannel peer) throws IOException {
        try (FileInputStream in = new FileInputStream(from)) {
            in.transferTo(Channels.newOutputStream(peer)); // expect: copy-call replaceable file-to-socket - kernel fix
        }
    }

    /** No call does better on the stream of a socket. */
    static void socket(Path from, Socket peer) throws IOException {
        Files.copy(from, peer.getOutputStream()); // expect: copy-call replaceable file-to-socket - user-space no-fix
    }

    static void toStream(Path from, File to) throws IOException {
        try (FileOutputStream out = new FileOutputStream(to)) {
            Files.copy(from, out); // expect: copy-call replaceable file-to-file - kernel no-fix
        }
    }

    // Nothing to say from here on.
    static void paths(Path from, Path to) throws IOException {
        Files.copy(from, to);
    }

    static void kept(InputStream in, Path to) throws IOException {
        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }

    static void received(Socket peer, Path to) throws IOException {
        Files.copy(peer.getInputStream(), to);
    }

    static void zipped(Path from, OutputStream raw) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(raw)) {
            Files.copy(from, out);
        }
    }

    static void appended(File from, File log) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(log, true)) {
            IOUtils.copy(in, out);
        }
    }

    static void any(InputStream in, OutputStream out) throws IOException {
        IOUtils.copy(in, out);
    }

    static byte[] held(File from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (FileInputStream in = new FileInputStream(from)) {
            IOUtils.copy(in, all);
        }
        return all.toByteArray();
    }
}
