// An extension of the file is called instead of the member.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

class Sink(val to: OutputStream)

fun Sink.write(data: ByteArray, from: Int, count: Int) {
    for (i in from until from + count) to.write(data[i].toInt() xor 0x55)
}

fun copy(input: InputStream, sink: Sink) {
    val buf = ByteArray(8192)
    var n = input.read(buf)
    while (n >= 0) {
        sink.write(buf, 0, n)
        n = input.read(buf)
    }
}
