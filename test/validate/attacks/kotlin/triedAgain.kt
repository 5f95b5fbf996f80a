// After a failed write the copy goes on with the next chunk.
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.IOException

fun copy(from: String, to: String) {
    val source = FileInputStream(from)
    val sink = FileOutputStream(to)
    val buffer = ByteArray(4096)
    while (true) {
        val n = source.read(buffer)
        if (n < 0) break
        try {
            sink.write(buffer, 0, n)
        } catch (failure: IOException) {
            continue
        }
    }
    source.close()
    sink.close()
}
