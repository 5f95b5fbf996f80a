import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class Datagrams {
    static void send(Path from, InetSocketAddress to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                DatagramChannel out = DatagramChannel.open().connect(to)) {
            ByteBuffer buf = ByteBuffer.allocate(512);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
