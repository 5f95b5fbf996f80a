package fixtures.files

import java.io.BufferedInputStream
import java.io.BufferedOutputStream
import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.RandomAccessFile
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE

private const val BLOCK = 64 * 1024

fun duplicate(source: File, target: File) {
    val input = FileInputStream(source)
    val output = FileOutputStream(target)
    val buffer = ByteArray(4096)
    var n: Int
    while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop replaceable file-to-file 4096 kernel
        output.write(buffer, 0, n)
    }
    input.close()
    output.close()
}

fun duplicateWithUse(source: String, target: String): Long {
    var total = 0L
    FileInputStream(source).use { input ->
        FileOutputStream(target).use { output ->
            val buffer = ByteArray(BLOCK)
            while (true) { // expect: copy-loop replaceable file-to-file 65536 kernel
                val count = input.read(buffer)
                if (count < 0) break
                output.write(buffer, 0, count)
                total += count
            }
        }
    }
    return total
}

fun readBefore(source: File, target: File) {
    source.inputStream().use { src ->
        target.outputStream().use { dst ->
            val chunk = ByteArray(8 * 1024)
            var read = src.read(chunk)
            while (read >= 0) { // expect: copy-loop replaceable file-to-file 8192 kernel
                dst.write(chunk, 0, read)
                read = src.read(chunk)
            }
        }
    }
}

fun doWhile(source: File, target: File) {
    val input = BufferedInputStream(FileInputStream(source))
    val output = BufferedOutputStream(FileOutputStream(target))
    val bytes = ByteArray(1024)
    do { // expect: copy-loop replaceable file-to-file 1024 kernel
        val n = input.read(bytes)
        if (n > 0) output.write(bytes, 0, n)
    } while (n > 0)
    output.close()
    input.close()
}

fun withProgress(source: File, target: File, onProgress: (Long, Long) -> Unit) {
    val size = source.length()
    var done = 0L
    source.inputStream().buffered().use { input ->
        target.outputStream().buffered().use { output ->
            val buffer = ByteArray(DEFAULT_BUFFER_SIZE)
            var n = input.read(buffer)
            while (n != -1) { // expect: copy-loop replaceable file-to-file 8192 kernel
                output.write(buffer, 0, n)
                done += n
                onProgress(done, size)
                n = input.read(buffer)
            }
        }
    }
}

fun channels(source: Path, target: Path) {
    FileChannel.open(source, READ).use { from ->
        FileChannel.open(target, CREATE, WRITE).use { to ->
            val buffer = ByteBuffer.allocateDirect(1024 * 1024)
            while (from.read(buffer) != -1) { // expect: copy-loop replaceable file-to-file 1048576 kernel
                buffer.flip()
                while (buffer.hasRemaining()) {
                    to.write(buffer)
                }
                buffer.clear()
            }
        }
    }
}

fun compacting(source: File, target: File) {
    val from = FileInputStream(source).channel
    val to = FileOutputStream(target).channel
    val buffer = ByteBuffer.allocate(16384)
    while (from.read(buffer) >= 0 || buffer.position() > 0) { // expect: copy-loop replaceable file-to-file 16384 kernel
        buffer.flip()
        to.write(buffer)
        buffer.compact()
    }
    from.close()
    to.close()
}

fun nioStreams(source: Path, target: Path) {
    Files.newInputStream(source).use { input ->
        Files.newOutputStream(target).use { output ->
            val buffer = ByteArray(2048)
            while (true) { // expect: copy-loop replaceable file-to-file 2048 kernel
                val n = input.read(buffer, 0, buffer.size)
                if (n == -1) return
                output.write(buffer, 0, n)
            }
        }
    }
}

fun range(source: File, target: File, from: Long, length: Long) {
    val input = RandomAccessFile(source, "r")
    val output = FileOutputStream(target)
    input.seek(from)
    val buffer = ByteArray(32 * 1024)
    var left = length
    while (left > 0) { // expect: copy-loop replaceable file-to-file 32768 kernel
        val n = input.read(buffer, 0, minOf(buffer.size.toLong(), left).toInt())
        if (n < 0) break
        output.write(buffer, 0, n)
        left -= n
    }
    output.close()
    input.close()
}

fun byteByByte(source: File, target: File) {
    val input = FileInputStream(source)
    val output = FileOutputStream(target)
    var byte = input.read()
    while (byte != -1) { // expect: copy-loop replaceable file-to-file 1 kernel
        output.write(byte)
        byte = input.read()
    }
    input.close()
    output.close()
}

// A file opened for appending takes no transferTo.
fun append(part: File, journal: File) {
    val output = FileOutputStream(journal, true)
    part.inputStream().use { input ->
        val buffer = ByteArray(4096)
        var n: Int
        while (input.read(buffer).also { n = it } > 0) { // expect: tidy-copy replaceable file-to-file 4096 user-space
            output.write(buffer, 0, n)
        }
    }
    output.close()
}
