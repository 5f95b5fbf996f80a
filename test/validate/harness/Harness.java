package harness;

import java.io.*;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the cases of a list through the programs beside it, and tells the injector what each came to. */
public class Harness {
    private static final StringBuilder said = new StringBuilder();
    private static final List<Closeable> held = new ArrayList<>();
    private static int stopCalls;

    public static void observe(String name, long value) {
        said.append(name).append('=').append(value).append(';');
    }

    /** True from the given call on. */
    public static boolean stopped(int calls) {
        return ++stopCalls >= calls;
    }

    public static void skipHeader(InputStream in) throws IOException {
        in.readNBytes(16);
    }

    public static void skipHeader(ReadableByteChannel in) throws IOException {
        in.read(ByteBuffer.allocate(16));
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("IOPATH_SINK_PORT")));
    }

    private static Object argument(Class<?> type, int place, String source, long start, String sink) throws IOException {
        if (type == File.class) return new File(place == 0 ? source : "sink");
        if (type == String.class) return place == 0 ? source : "sink";
        if (type == InetSocketAddress.class) return address();
        if (type == SocketChannel.class) return keep(SocketChannel.open(address()));
        if (place == 0) {
            FileInputStream in = keep(new FileInputStream(source));
            in.getChannel().position(start);
            return type == FileChannel.class ? in.getChannel() : in;
        }
        if (sink.equals("socket")) return keep(new java.net.Socket("127.0.0.1", address().getPort())).getOutputStream();
        return keep(new FileOutputStream("sink"));
    }

    private static <T extends Closeable> T keep(T one) {
        held.add(one);
        return one;
    }

    private static void run(Method method, String source, long start, String sink) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) arguments[i] = argument(types[i], i, source, start, sink);
        try {
            method.invoke(null, arguments);
            said.append("error=nil");
        } catch (InvocationTargetException error) {
            Throwable cause = error.getCause();
            String words = String.valueOf(cause.getMessage()).replace(';', ',');
            said.append("error=").append(cause.getClass().getName()).append(' ').append(words);
        }
        if (arguments[0] instanceof FileInputStream in) position("sourceAt", in.getChannel());
        if (arguments[0] instanceof FileChannel in) position("sourceAt", in);
        if (arguments.length > 1 && arguments[1] instanceof FileOutputStream out) position("sinkAt", out.getChannel());
    }

    private static void position(String name, FileChannel channel) throws IOException {
        said.append(';').append(name).append('=').append(channel.isOpen() ? channel.position() : -1);
    }

    private static void tell(String word, String id, String text) {
        new File("/iopath-" + word + "/" + id + "/" + text).exists();
    }

    private static Method methodOf(String name) throws Exception {
        for (String suffix : new String[] {"", "Kt"})
            try {
                return Arrays.stream(Class.forName(suffix.isEmpty() ? name : "U" + name.substring(1) + suffix).getMethods())
                        .filter(one -> one.getName().equals("run") || one.getName().equals(name)).findFirst().get();
            } catch (ClassNotFoundException ignored) {
                continue;
            }
        throw new ClassNotFoundException(name);
    }

    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[arguments.length - 1]))) {
            String[] words = line.split(" ");
            Method method = methodOf(words[1]);
            said.setLength(0);
            stopCalls = 0;
            tell("case", words[0], "");
            run(method, words[2].equals("proc") ? "/proc/version" : "source", Long.parseLong(words[4]), words[5]);
            tell("done", words[0], said.substring(0, Math.min(said.length(), 3500)));
            for (Closeable one : held) one.close();
            held.clear();
            tell("end", words[0], "");
        }
    }
}
