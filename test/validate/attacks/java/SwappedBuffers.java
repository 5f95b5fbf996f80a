// Two buffers take turns, and the other one is written.
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class SwappedBuffers {
    static void copy(Path a, Path b) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096), other = ByteBuffer.allocate(4096);
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (in.read(buffer) != -1) {
                ByteBuffer held = buffer;
                buffer = other;
                other = held;
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
        }
    }
}
