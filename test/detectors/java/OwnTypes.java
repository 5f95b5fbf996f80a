import java.io.IOException;
import java.io.InputStream;

class OwnTypes {
    interface Remote { void write(byte[] data, int offset, int length) throws IOException; }

    void push(InputStream in, Remote remote) throws IOException {
        byte[] buf = new byte[4096];
        for (int n; (n = in.read(buf)) != -1; ) remote.write(buf, 0, n); // expect: copy-loop inspected
    }
}
