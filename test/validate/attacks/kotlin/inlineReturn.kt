// A function with an inlined block leaves from inside.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

inline fun each(n: Int, then: (Int) -> Unit) = then(n)

fun copy(input: InputStream, output: OutputStream): Int {
    val buf = ByteArray(8192)
    var n = input.read(buf)
    while (n >= 0) {
        output.write(buf, 0, n)
        each(n) { if (it < 100) return it }
        n = input.read(buf)
    }
    return -1
}
