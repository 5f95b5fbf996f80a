// Another thread looks where the source stands.
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class Shared {

    static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            ByteBuffer buf = ByteBuffer.allocate(4096);
            Thread shower = new Thread(() -> {
                try {
                    System.out.println(in.position());
                } catch (IOException e) {
                    System.out.println(e);
                }
            });
            shower.start();
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
