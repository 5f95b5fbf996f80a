import java.io.FileInputStream
import java.io.FileOutputStream
import java.nio.ByteBuffer

fun copy(from: String, to: String, progress: (Int) -> Unit) {
    val source = FileInputStream(from).channel
    val sink = FileOutputStream(to).channel
    val buffer = ByteBuffer.allocate(4096)
    while (source.read(buffer) != -1) {
        buffer.flip()
        progress(buffer.remaining())
        while (buffer.hasRemaining()) sink.write(buffer)
        buffer.clear()
    }
    source.close()
    sink.close()
}
