// A subclass overrides the method that reads.
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import static java.nio.file.StandardOpenOption.*;

public class HelperOverridden {
    protected int fill(FileChannel in, ByteBuffer buf) throws IOException {
        return in.read(buf);
    }
    protected void drain(FileChannel out, ByteBuffer buf) throws IOException {
        while (buf.hasRemaining()) out.write(buf);
    }
    public void copy(Path a, Path b) throws IOException {
        try (FileChannel in = FileChannel.open(a, READ); FileChannel out = FileChannel.open(b, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer buf = ByteBuffer.allocate(8192);
            while (fill(in, buf) >= 0) {
                buf.flip();
                drain(out, buf);
                buf.clear();
            }
        }
    }
    static class Xor extends HelperOverridden {
        @Override protected int fill(FileChannel in, ByteBuffer buf) throws IOException {
            int n = in.read(buf);
            for (int i = 0; i < buf.position(); i++) buf.put(i, (byte) (buf.get(i) ^ 1));
            return n;
        }
    }
    public static void main(String[] s) throws IOException {
        new Xor().copy(Path.of(s[0]), Path.of(s[1]));
    }
}
