// The copy ends when it is told to.
import java.io.FileInputStream
import java.io.FileOutputStream

class Copier {
    @Volatile var stopped = false

    fun copy(from: String, to: String) {
        FileInputStream(from).use { source ->
            FileOutputStream(to).use { sink ->
                val buffer = ByteArray(4096)
                while (!stopped) {
                    val n = source.read(buffer)
                    if (n < 0) break
                    sink.write(buffer, 0, n)
                }
            }
        }
    }
}
