import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

class ProcFile {
    static void copy(String to) throws IOException {
        try (FileChannel in = new FileInputStream("/proc/self/status").getChannel();
                FileChannel out = new FileOutputStream(to).getChannel()) {
            ByteBuffer buf = ByteBuffer.allocate(4096);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
