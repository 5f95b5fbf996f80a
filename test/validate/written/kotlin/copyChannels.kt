// ends: channels
import java.io.FileInputStream
import java.io.FileOutputStream
import java.nio.ByteBuffer

fun copyChannels(source: String, target: String) {
    val from = FileInputStream(source).channel
    val to = FileOutputStream(target).channel
    try {
        val buffer = ByteBuffer.allocate(16 * 1024)
        while (from.read(buffer) != -1) {
            buffer.flip()
            while (buffer.hasRemaining()) {
                to.write(buffer)
            }
            buffer.clear()
        }
    } finally {
        from.close()
        to.close()
    }
}
