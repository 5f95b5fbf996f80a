// A buffer without room ends the loop.
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;

class ZeroRoom {
    static void copy(Path a, Path b, int room) throws IOException {
        ByteBuffer buf = ByteBuffer.allocate(room);
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE)) {
            while (in.read(buf) > 0) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
