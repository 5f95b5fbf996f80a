// The stream of the channel is asked where it stands after a failure.
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

class AskedInHandler {
    static long copy(String a, String b) throws IOException {
        FileInputStream fis = new FileInputStream(a);
        FileOutputStream fos = new FileOutputStream(b);
        FileChannel in = fis.getChannel();
        FileChannel out = fos.getChannel();
        ByteBuffer buf = ByteBuffer.allocate(4096);
        try {
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        } catch (IOException e) {
            return fis.getChannel().position();
        } finally {
            fis.close();
            fos.close();
        }
        return -1;
    }
}
