// ends: declared-streams
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

public class Downloader {
    public static void run(String cached, String target) throws IOException {
        InputStream in = new FileInputStream(cached);
        OutputStream out = new FileOutputStream(target);
        try {
            byte[] buf = new byte[4096];
            int n = in.read(buf);
            while (n > 0) {
                out.write(buf, 0, n);
                n = in.read(buf);
            }
        } finally {
            in.close();
            out.close();
        }
    }
}
