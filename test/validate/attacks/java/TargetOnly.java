// Only the target is closed: the source is asked where it stands.
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class TargetOnly {
    static long copy(FileChannel in, Path b) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try (FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (in.read(buffer) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
        } catch (IOException failure) {
            return in.position();
        }
        return -1;
    }
}
