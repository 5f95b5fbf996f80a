package fixtures.none

import java.io.BufferedReader
import java.io.ByteArrayOutputStream
import java.io.DataInputStream
import java.io.EOFException
import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.io.RandomAccessFile
import java.net.Socket
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.security.MessageDigest
import java.util.concurrent.BlockingQueue

fun slurp(input: InputStream): ByteArray {
    val all = ByteArrayOutputStream()
    val buffer = ByteArray(4096)
    var n: Int
    while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop memory-sink unknown-to-memory 4096
        all.write(buffer, 0, n)
    }
    return all.toByteArray()
}

fun slurpFile(source: File): String {
    val all = ByteArrayOutputStream(source.length().toInt())
    source.inputStream().use { input ->
        val buffer = ByteArray(1024)
        var n = input.read(buffer)
        while (n > 0) { // expect: copy-loop memory-sink file-to-memory 1024
            all.write(buffer, 0, n)
            n = input.read(buffer)
        }
    }
    return all.toString("UTF-8")
}

fun text(input: InputStream): String {
    val text = StringBuilder()
    val buffer = ByteArray(512)
    while (true) {
        val n = input.read(buffer)
        if (n < 0) return text.toString()
        text.append(String(buffer, 0, n))
    }
}

fun digest(source: File): ByteArray {
    val digest = MessageDigest.getInstance("MD5")
    source.inputStream().use { input ->
        val buffer = ByteArray(8192)
        var n = input.read(buffer)
        while (n >= 0) {
            digest.update(buffer, 0, n)
            n = input.read(buffer)
        }
    }
    return digest.digest()
}

fun readFully(input: InputStream, target: ByteArray) {
    var at = 0
    while (at < target.size) {
        val n = input.read(target, at, target.size - at)
        if (n < 0) throw EOFException()
        at += n
    }
}

// Filled first, written once.
fun loadAndSend(source: File, output: OutputStream) {
    val whole = ByteArray(source.length().toInt())
    source.inputStream().use { readFully(it, whole) }
    output.write(whole)
}

fun fill(channel: FileChannel, buffer: ByteBuffer) {
    while (buffer.hasRemaining()) {
        if (channel.read(buffer) == -1) break
    }
}

fun same(a: InputStream, b: InputStream): Boolean {
    val one = ByteArray(4096)
    val two = ByteArray(4096)
    while (true) {
        val n = a.read(one)
        val m = b.read(two)
        if (n != m || !one.contentEquals(two)) return false
        if (n == -1) return true
    }
}

// Lines, each of them judged.
fun filter(source: File, target: File, word: String) {
    target.printWriter().use { out ->
        source.forEachLine { if (word in it) out.println(it) }
    }
}

fun numbered(reader: BufferedReader, out: Appendable) {
    var count = 0
    while (true) {
        val line = reader.readLine() ?: break
        out.append("${++count} $line\n")
    }
}

// Read a request, write an answer.
fun serve(socket: Socket, table: Map<String, String>) {
    val input = socket.getInputStream()
    val output = socket.getOutputStream()
    val buffer = ByteArray(256)
    while (true) {
        val n = input.read(buffer)
        if (n < 0) return
        val key = String(buffer, 0, n).trim()
        output.write((table[key] ?: "-").toByteArray())
    }
}

fun acknowledge(socket: Socket): Long {
    var total = 0L
    val buffer = ByteArray(64)
    var n = socket.getInputStream().read(buffer)
    while (n > 0) {
        total += n
        socket.getOutputStream().write(byteArrayOf(6))
        n = socket.getInputStream().read(buffer)
    }
    return total
}

fun records(input: DataInputStream, output: OutputStream, kind: Int) {
    while (input.available() > 0) {
        val tag = input.readUnsignedByte()
        val body = ByteArray(input.readInt())
        input.readFully(body)
        if (tag == kind) output.write(body)
    }
}

// Each file read whole, between two other writes.
fun bundle(files: List<File>, output: OutputStream) {
    for (file in files) {
        val body = file.readBytes()
        output.write("${file.name} ${body.size}\n".toByteArray())
        output.write(body)
    }
}

fun wipe(file: RandomAccessFile) {
    val zeros = ByteArray(65536)
    var left = file.length()
    file.seek(0)
    while (left > 0) {
        val n = minOf(left, zeros.size.toLong()).toInt()
        file.write(zeros, 0, n)
        left -= n
    }
}

fun discard(input: InputStream) {
    val buffer = ByteArray(4096)
    while (input.read(buffer) != -1) Unit
}

fun produce(input: InputStream, queue: BlockingQueue<ByteArray>) {
    while (true) {
        val part = ByteArray(8192)
        val n = input.read(part)
        if (n < 0) break
        queue.put(part.copyOf(n))
    }
}

// Read into one array, another is written.
fun exchange(input: InputStream, output: OutputStream) {
    val command = ByteArray(16)
    val answer = "done\n".toByteArray()
    while (input.read(command) > 0) {
        output.write(answer)
    }
}

// Each block waits for its answer.
fun inLockStep(input: InputStream, peer: Socket) {
    val block = ByteArray(512)
    while (true) { // expect: copy-loop inspected
        val n = input.read(block)
        if (n < 0) break
        peer.getOutputStream().write(block, 0, n)
        if (peer.getInputStream().read() != 6) throw EOFException("no answer")
    }
}
