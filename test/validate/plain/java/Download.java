// A file into a socket's stream.
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class Download {
    void send(Path file, SocketChannel client) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
            while (source.read(buffer) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) client.write(buffer);
                buffer.clear();
            }
        }
    }
}
