// The target is made by a link to the source, and not emptied.
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class OverlappingPaths {
    static void copy(Path a, Path b) throws IOException {
        Files.createLink(b, a);
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(512);
            out.position(256);
            while (in.read(buffer) != -1) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
            }
        }
    }
}
