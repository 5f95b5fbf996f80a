// The sink is a class of the file whose write masks.
import java.io.FileInputStream
import java.io.FileOutputStream

class Masked(path: String) : FileOutputStream(path) {
    override fun write(data: ByteArray, from: Int, length: Int) {
        for (i in from until from + length) data[i] = (data[i].toInt() xor 0x5a).toByte()
        super.write(data, from, length)
    }
}

fun copy(from: String, to: String) {
    val source: FileInputStream = FileInputStream(from)
    val sink: FileOutputStream = Masked(to)
    val buffer = ByteArray(4096)
    while (true) {
        val n = source.read(buffer)
        if (n < 0) break
        sink.write(buffer, 0, n)
    }
    source.close()
    sink.close()
}
