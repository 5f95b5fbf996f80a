// The streams are classes of another library.
import com.acme.io.FileInputStream;
import com.acme.io.FileOutputStream;
import java.io.IOException;
import java.nio.*;
import java.nio.channels.*;

class OwnClass {
    static void copy(String a, String b) throws IOException {
        try (FileChannel in = new FileInputStream(a).getChannel();
                FileChannel out = new FileOutputStream(b).getChannel()) {
            ByteBuffer buf = ByteBuffer.allocate(65536);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
