// Of two helpers of one name the types of the arguments choose.
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.Path;
import static java.nio.file.StandardOpenOption.*;

public class HelperOverloaded {
    static int fill(ReadableByteChannel in, ByteBuffer buf) throws IOException {
        return in.read(buf);
    }
    static int fill(FileChannel in, ByteBuffer buf) throws IOException {
        int n = in.read(buf);
        for (int i = 0; i < buf.position(); i++) buf.put(i, (byte) (buf.get(i) ^ 1));
        return n;
    }
    static void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, READ); FileChannel out = FileChannel.open(b, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer buf = ByteBuffer.allocate(8192);
            while (fill(in, buf) >= 0) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
    public static void main(String[] s) throws IOException {
        copy(Path.of(s[0]), Path.of(s[1]));
    }
}
