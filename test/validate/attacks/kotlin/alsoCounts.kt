// `also` has an effect of its own.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

var told = 0

fun copy(input: InputStream, output: OutputStream) {
    val buf = ByteArray(8192)
    while (true) {
        val n = input.read(buf).also { told = it }
        if (n < 0) break
        output.write(buf, 0, n)
    }
}
