// ends: channels
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

public class Exporter {
    private static final int CHUNK = 1 << 14;

    public static void run(String from, String to) throws IOException {
        try (FileChannel in = new FileInputStream(from).getChannel();
                FileChannel out = new FileOutputStream(to).getChannel()) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (in.read(chunk) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
                chunk.clear();
            }
        }
    }
}
