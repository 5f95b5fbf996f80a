import java.io.*;

// Methods that share a name: the number of arguments tells which one a call means.
class Overloads {
    private final OutputStream sink;

    Overloads(OutputStream sink) {
        this.sink = sink;
    }

    private void store(String text) throws IOException {
        sink.write(text.getBytes());
    }

    private void store(byte[] bytes, int count) throws IOException {
        sink.write(bytes, 0, count);
    }

    void receive(InputStream in) throws IOException {
        byte[] block = new byte[4096];
        int got;
        while ((got = in.read(block)) != -1) // expect: copy-loop replaceable
            store(block, got);
    }

    static long copy(InputStream in, OutputStream out) throws IOException {
        return copy(in, out, 4096);
    }

    static long copy(InputStream in, OutputStream out, int size) throws IOException {
        byte[] block = new byte[size];
        long total = 0;
        int got;
        while ((got = in.read(block)) != -1) { // expect: copy-loop replaceable
            out.write(block, 0, got);
            total += got;
        }
        return total;
    }
}
