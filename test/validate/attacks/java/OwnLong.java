// A class of the file is named Long, whose greatest value a fix would ask for.
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;
import static java.nio.file.StandardOpenOption.*;

class OwnLong {
    static class Long { }
    static void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, READ); FileChannel out = FileChannel.open(b, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer buf = ByteBuffer.allocate(8192);
            while (in.read(buf) >= 0) {
                buf.flip();
                while (buf.hasRemaining()) {
                    out.write(buf);
                }
                buf.clear();
            }
        }
    }
}
