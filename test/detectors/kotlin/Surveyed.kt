// Shapes that a survey of little-known programs brought up, written anew.
package p
import java.io.*
import java.net.*
import io.ktor.utils.io.*
fun InputStream.toFile(f: File) {
    f.outputStream().use { output ->
        val buffer = ByteArray(4096)
        while (true) { // expect: copy-loop replaceable
            val count = read(buffer)
            if (count < 0) break
            output.write(buffer, 0, count)
        }
    }
}
suspend fun tunnel(from: ByteReadChannel, to: ByteWriteChannel) {
    val buffer = ByteArray(8192)
    while (!from.isClosedForRead) { // expect: copy-loop replaceable
        val n = from.readAvailable(buffer, 0, buffer.size)
        if (n == -1) break
        to.writeFully(buffer, 0, n)
        to.flush()
    }
}
suspend fun tunnel2(from: ByteReadChannel, out: OutputStream) {
    val buffer = ByteArray(8192)
    do { // expect: copy-loop replaceable
        val n = from.readAvailable(buffer)
        if (n > 0) out.write(buffer, 0, n)
    } while (n >= 0)
}
fun annotated(input: InputStream, output: OutputStream) {
    val data = ByteArray(1024)
    var count: Int
    @Suppress("ControlFlowWithEmptyBody")
    while (input.read(data).also { count = it } != -1) { // expect: copy-loop replaceable
        @Suppress("BlockingMethodInNonBlockingContext")
        output.write(data, 0, count)
    }
}
fun annotated2(input: InputStream, output: OutputStream) {
    val data = ByteArray(1024)
    while (true) { // expect: copy-loop replaceable
        @Suppress("BlockingMethodInNonBlockingContext")
        val count = input.read(data)
        if (count <= 0) break
        @Suppress("BlockingMethodInNonBlockingContext") output.write(data, 0, count)
    }
}
suspend fun cancellable(input: InputStream, output: OutputStream) = withContext(Dispatchers.IO) {
    val data = ByteArray(1024)
    while (true) { // expect: copy-loop inspected
        ensureActive()
        val count = input.read(data)
        if (count <= 0) break
        output.write(data, 0, count)
    }
}
suspend fun cancellable2(input: InputStream, output: OutputStream, scope: CoroutineScope) {
    val data = ByteArray(1024)
    var count: Int
    while (input.read(data).also { count = it } != -1) { // expect: copy-loop inspected
        if (!scope.isActive) throw CancellationException("x")
        output.write(data, 0, count)
    }
}
fun whole(input: InputStream, output: OutputStream) {
    while (true) { // expect: copy-loop transformed
        val data = ByteArray(20000)
        val n = input.read(data)
        output.write(data)
        output.flush()
        if (n == -1) break
    }
}
fun answers(reader: InputStream, w: OutputStream, log: OutputStream) {
    val buff = ByteArray(1024)
    while (true) { // expect: copy-loop inspected
        val len = reader.read(buff)
        log.write(buff, 0, len)
        w.write("ok\n".toByteArray())
    }
}
fun okio(source: BufferedSource, sink: BufferedSink) {
    val buffer = Buffer()
    while (true) { // expect: copy-loop replaceable
        val n = source.read(buffer, 8192)
        if (n == -1L) break
        sink.write(buffer, n)
    }
}
fun progress(conn: HttpURLConnection, file: File, report: (Int) -> Unit) {
    val total = conn.contentLength
    conn.inputStream.use { input ->
        FileOutputStream(file).use { output ->
            val buffer = ByteArray(DEFAULT_BUFFER_SIZE)
            var copied = 0L
            var bytes = input.read(buffer)
            while (bytes >= 0) { // expect: tidy-copy replaceable
                output.write(buffer, 0, bytes)
                copied += bytes
                report((copied * 100 / total).toInt())
                bytes = input.read(buffer)
            }
        }
    }
}
