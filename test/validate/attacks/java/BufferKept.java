// The bytes behind the buffer are given to the caller.
import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.file.*;

class BufferKept {
    static byte copy(Path a, Path b) throws IOException {
        byte[] bytes = new byte[65536];
        ByteBuffer buf = ByteBuffer.wrap(bytes);
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE)) {
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
        return bytes[0];
    }
}
