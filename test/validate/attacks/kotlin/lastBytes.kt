// The first byte of the last chunk is handed out.
import java.io.FileInputStream
import java.io.FileOutputStream

fun copy(from: String, to: String): Byte {
    val source = FileInputStream(from)
    val sink = FileOutputStream(to)
    val buffer = ByteArray(4096)
    while (true) {
        val n = source.read(buffer)
        if (n < 0) break
        sink.write(buffer, 0, n)
    }
    source.close()
    sink.close()
    return buffer[0]
}
