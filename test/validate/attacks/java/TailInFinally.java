// What is left in the buffer is sent at last.
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class TailInFinally {
    static void copy(Path a, Path b, OutputStream log) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (in.read(buffer) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
        } finally {
            log.write(buffer.array(), 0, 16);
        }
    }
}
