// ends: streams
import java.io.FileInputStream
import java.io.FileOutputStream

fun copyStreams(source: String, target: String) {
    FileInputStream(source).use { input ->
        FileOutputStream(target).use { output ->
            val buffer = ByteArray(8192)
            var read = input.read(buffer)
            while (read >= 0) {
                output.write(buffer, 0, read)
                read = input.read(buffer)
            }
        }
    }
}
