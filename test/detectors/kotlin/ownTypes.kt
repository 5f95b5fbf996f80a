import java.io.InputStream

interface Remote {
    fun write(data: ByteArray, offset: Int, length: Int)
}

fun push(input: InputStream, remote: Remote) {
    val buf = ByteArray(4096)
    var n = input.read(buf)
    while (n > 0) { // expect: copy-loop inspected
        remote.write(buf, 0, n)
        n = input.read(buf)
    }
}
