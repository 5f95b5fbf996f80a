// ends: file-streams
import java.io.File

fun saveCopy(original: File, copy: File) {
    original.inputStream().use { input ->
        copy.outputStream().use { output ->
            val bytes = ByteArray(64 * 1024)
            while (true) {
                val count = input.read(bytes)
                if (count < 0) break
                output.write(bytes, 0, count)
            }
        }
    }
}
