// A file onto its own end: it grows while it is read.
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class SameGrowing {
    static void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(a, StandardOpenOption.WRITE)) {
            out.position(out.size() / 2);
            ByteBuffer buffer = ByteBuffer.allocate(65536);
            while (in.read(buffer) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
        }
    }
}
