package fixtures.unknown

import java.io.File
import java.io.FileDescriptor
import java.io.FileInputStream
import java.io.InputStream
import java.io.OutputStream
import java.nio.ByteBuffer
import java.nio.channels.ReadableByteChannel
import java.nio.channels.WritableByteChannel

fun relay(input: InputStream, output: OutputStream) {
    val buffer = ByteArray(1024)
    var read: Int
    while (input.read(buffer).also { read = it } != -1) { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
        output.write(buffer, 0, read)
    }
}

// The receiver reads.
fun InputStream.pour(out: OutputStream, bufferSize: Int): Long {
    var copied = 0L
    val buffer = ByteArray(bufferSize)
    var bytes = read(buffer)
    while (bytes >= 0) { // expect: copy-loop replaceable unknown-to-unknown - depends
        out.write(buffer, 0, bytes)
        copied += bytes
        bytes = read(buffer)
    }
    return copied
}

fun save(stream: InputStream?, target: File) {
    stream?.use { input ->
        target.outputStream().use { output ->
            val buffer = ByteArray(4 * 1024)
            while (true) { // expect: copy-loop replaceable unknown-to-file 4096 depends
                val n = input.read(buffer)
                if (n == -1) break
                output.write(buffer, 0, n)
            }
            output.flush()
        }
    }
}

class Exporter(private val source: File) {
    companion object {
        private const val STEP = 256 * 1024
    }

    fun writeTo(sink: OutputStream) {
        val buffer = ByteArray(STEP)
        FileInputStream(source).use { input ->
            var n = input.read(buffer, 0, STEP)
            while (n > 0) { // expect: copy-loop replaceable file-to-unknown 262144 depends
                sink.write(buffer, 0, n)
                n = input.read(buffer, 0, STEP)
            }
        }
    }
}

fun anyChannels(source: ReadableByteChannel, sink: WritableByteChannel) {
    val buffer = ByteBuffer.allocate(16 * 1024)
    while (source.read(buffer) != -1) { // expect: copy-loop replaceable unknown-to-unknown 16384 depends
        buffer.flip()
        while (buffer.hasRemaining()) sink.write(buffer)
        buffer.clear()
    }
}

private fun take(input: InputStream, into: ByteArray): Int = input.read(into)

private fun give(output: OutputStream, data: ByteArray, size: Int) {
    output.write(data, 0, size)
}

fun viaHelpers(input: InputStream, output: OutputStream) {
    val buffer = ByteArray(8192)
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
        val n = take(input, buffer)
        if (n < 0) return
        give(output, buffer, n)
    }
}

fun resource(name: String, target: File) {
    val input = Exporter::class.java.getResourceAsStream(name)
    target.outputStream().use { output ->
        val buf = ByteArray(1024)
        var len = input.read(buf)
        while (len > 0) { // expect: copy-loop replaceable unknown-to-file 1024 depends
            output.write(buf, 0, len)
            len = input.read(buf)
        }
    }
}

// Standard streams may be files, pipes or terminals.
fun cat() {
    val buffer = ByteArray(8192)
    while (true) { // expect: copy-loop replaceable pipe-to-pipe 8192 depends
        val n = System.`in`.read(buffer)
        if (n == -1) break
        System.out.write(buffer, 0, n)
    }
    System.out.flush()
    check(FileDescriptor.out.valid())
}

fun capture(command: List<String>, log: File) {
    val process = ProcessBuilder(command).redirectErrorStream(true).start()
    log.outputStream().use { output ->
        val buffer = ByteArray(4096)
        var n: Int
        while (process.inputStream.read(buffer).also { n = it } >= 0) { // expect: tidy-copy replaceable pipe-to-file 4096 user-space
            output.write(buffer, 0, n)
        }
    }
    process.waitFor()
}

fun feed(command: List<String>, source: File) {
    val process = ProcessBuilder(command).start()
    val pipe = process.outputStream
    source.inputStream().use { input ->
        val buffer = ByteArray(65536)
        while (true) { // expect: tidy-copy replaceable file-to-pipe 65536 user-space
            val n = input.read(buffer)
            if (n == -1) break
            pipe.write(buffer, 0, n)
        }
    }
    pipe.close()
    process.waitFor()
}
