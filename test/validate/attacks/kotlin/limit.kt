// Not more than the limit is copied, to the byte after the chunk that meets it.
import java.io.FileInputStream
import java.io.FileOutputStream

fun copy(from: String, to: String, limit: Long): Long {
    var total = 0L
    FileInputStream(from).use { source ->
        FileOutputStream(to).use { sink ->
            val buffer = ByteArray(4096)
            while (total < limit) {
                val n = source.read(buffer)
                if (n < 0) break
                sink.write(buffer, 0, n)
                total += n
            }
        }
    }
    return total
}
