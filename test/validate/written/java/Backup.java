// ends: channels
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

public class Backup {
    public static void run(String source, String backup) throws IOException {
        try (FileChannel from = FileChannel.open(Path.of(source), StandardOpenOption.READ);
                FileChannel to = FileChannel.open(Path.of(backup), StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
            while (from.read(buffer) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
