// Others see where the channels stand after a failure.
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class ChannelFields {
    FileChannel src, dst;

    void copy(Path a, Path b) throws IOException {
        this.src = FileChannel.open(a, StandardOpenOption.READ);
        this.dst = FileChannel.open(b, StandardOpenOption.WRITE);
        ByteBuffer buf = ByteBuffer.allocate(4096);
        while (src.read(buf) != -1) {
            buf.flip();
            while (buf.hasRemaining()) dst.write(buf);
            buf.clear();
        }
    }
}
