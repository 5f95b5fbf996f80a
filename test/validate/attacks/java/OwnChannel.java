// FileChannel is a class of another library.
import com.acme.io.FileChannel;
import java.io.IOException;
import java.nio.*;
import java.nio.file.*;

class OwnChannel {
    static void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE)) {
            ByteBuffer buf = ByteBuffer.allocate(65536);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
