import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

fun store(a: File, b: File) {
    FileInputStream(a).use { input ->
        FileOutputStream(b).use { output ->
            val buf = ByteArray(8192)
            var n = input.read(buf)
            while (n >= 0) {
                output.write(buf, 0, n)
                n = input.read(buf)
            }
        }
    }
}
