// The buffer holds a header before the first read.
import java.io.FileInputStream
import java.io.FileOutputStream
import java.nio.ByteBuffer

fun copy(from: String, to: String) {
    val source = FileInputStream(from).channel
    val sink = FileOutputStream(to).channel
    val buffer = ByteBuffer.allocate(4096)
    buffer.putInt(0x1234)
    while (source.read(buffer) != -1) {
        buffer.flip()
        while (buffer.hasRemaining()) sink.write(buffer)
        buffer.clear()
    }
    source.close()
    sink.close()
}
