// What a write leaves is dropped, and the next chunk follows.
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class Leftover {

    static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            ByteBuffer buf = ByteBuffer.allocate(4096);
            while (in.read(buf) != -1) {
                buf.flip();
                buf.get();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
