import java.io.FileInputStream
import java.io.FileOutputStream

fun copy(from: String, to: String) {
    FileInputStream(from).use { source ->
        FileOutputStream(to).use { sink ->
            val buffer = ByteArray(4096)
            while (true) {
                if (Thread.currentThread().isInterrupted) return
                val n = source.read(buffer)
                if (n < 0) break
                sink.write(buffer, 0, n)
            }
        }
    }
}
