// Copy SOURCE SINK VARIANT [TIMES]: a loop over byte[65536] or byte[8192], or a direct buffer.
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;

class Copy {
  static void relay(String from, String to, int size) throws Exception {
    try (var in = new FileInputStream(from); var out = new FileOutputStream(to)) {
      byte[] buffer = new byte[size];
      for (int n; (n = in.read(buffer)) > 0; ) out.write(buffer, 0, n);
    }
  }

  static void channels(String from, String to) throws Exception {
    try (var in = new FileInputStream(from).getChannel(); var out = new FileOutputStream(to).getChannel()) {
      var buffer = ByteBuffer.allocateDirect(65536);
      while (in.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) out.write(buffer);
        buffer.clear();
      }
    }
  }

  public static void main(String[] words) throws Exception {
    for (int left = words.length > 3 ? Integer.parseInt(words[3]) : 1; left > 0; --left)
      switch (words[2]) {
        case "large" -> relay(words[0], words[1], 65536);
        case "small" -> relay(words[0], words[1], 8192);
        default -> channels(words[0], words[1]);
      }
  }
}
