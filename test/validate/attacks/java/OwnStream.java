import java.io.*;

class OwnStream {
    static class Masked extends FileOutputStream {
        Masked(String path) throws IOException { super(path); }
        @Override public void write(byte[] data, int from, int length) throws IOException {
            for (int i = 0; i < length; i++) data[from + i] ^= 0x5a;
            super.write(data, from, length);
        }
    }

    static void copy(String from, String to) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new Masked(to)) {
            byte[] buf = new byte[4096];
            int n;
            while ((n = in.read(buf)) != -1) out.write(buf, 0, n);
        }
    }
}
