// Each write waits for the disk.
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;

class Synced {
    static void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
            ByteBuffer buf = ByteBuffer.allocate(65536);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
