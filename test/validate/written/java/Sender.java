// ends: file-socket-channel
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;

public class Sender {
    public static void run(String path, InetSocketAddress to) throws IOException {
        try (SocketChannel socket = SocketChannel.open(to);
                FileChannel file = FileChannel.open(Paths.get(path), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(32768);
            while (file.read(buffer) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    socket.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
