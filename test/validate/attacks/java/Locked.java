// Each chunk is written under a lock of its own.
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.channels.FileLock;
class Locked {

    static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            ByteBuffer buf = ByteBuffer.allocate(4096);
            while (in.read(buf) != -1) {
                buf.flip();
                try (FileLock lock = out.lock()) {
                    while (buf.hasRemaining()) out.write(buf);
                }
                buf.clear();
            }
        }
    }
}
