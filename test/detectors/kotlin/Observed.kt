package fixtures.observed

import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.net.Socket
import java.security.DigestOutputStream
import java.security.MessageDigest
import java.util.zip.CRC32

// Hashed on its way: the bytes must come to user space.
fun copyHashed(source: File, target: File): ByteArray {
    val digest = MessageDigest.getInstance("SHA-256")
    source.inputStream().use { input ->
        target.outputStream().use { output ->
            val buffer = ByteArray(65536)
            var n: Int
            while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop inspected file-to-file 65536
                digest.update(buffer, 0, n)
                output.write(buffer, 0, n)
            }
        }
    }
    return digest.digest()
}

fun withCrc(input: InputStream, output: OutputStream): Long {
    val crc = CRC32()
    val buffer = ByteArray(4096)
    while (true) { // expect: copy-loop inspected unknown-to-unknown 4096
        val n = input.read(buffer)
        if (n < 0) return crc.value
        crc.update(buffer, 0, n)
        output.write(buffer, 0, n)
    }
}

fun countingLines(source: File, socket: Socket): Int {
    val output = socket.getOutputStream()
    var lines = 0
    FileInputStream(source).use { input ->
        val buffer = ByteArray(8192)
        var n = input.read(buffer)
        while (n > 0) { // expect: copy-loop inspected file-to-socket 8192
            for (i in 0 until n) if (buffer[i] == '\n'.toByte()) lines++
            output.write(buffer, 0, n)
            n = input.read(buffer)
        }
    }
    return lines
}

fun spy(from: Socket, to: Socket) {
    val buffer = ByteArray(2048)
    val input = from.getInputStream()
    val output = to.getOutputStream()
    while (true) { // expect: copy-loop inspected socket-to-socket 2048
        val n = input.read(buffer)
        if (n < 0) break
        println("> " + String(buffer, 0, n))
        output.write(buffer, 0, n)
    }
}

// Two sinks: no one call writes both.
fun tee(source: File, first: File, second: File) {
    val a = FileOutputStream(first)
    val b = FileOutputStream(second)
    source.inputStream().use { input ->
        val buffer = ByteArray(16384)
        while (true) { // expect: copy-loop inspected file-to-file 16384
            val n = input.read(buffer)
            if (n == -1) break
            a.write(buffer, 0, n)
            b.write(buffer, 0, n)
        }
    }
    a.close()
    b.close()
}

fun digesting(source: File, target: File): ByteArray {
    val output = DigestOutputStream(FileOutputStream(target), MessageDigest.getInstance("SHA-1"))
    source.inputStream().use { input ->
        val buffer = ByteArray(8192)
        var n: Int
        while (input.read(buffer).also { n = it } >= 0) { // expect: copy-loop inspected file-to-file 8192
            output.write(buffer, 0, n)
        }
    }
    return output.messageDigest.digest()
}

fun untilZero(input: InputStream, output: OutputStream) {
    var byte = input.read()
    while (byte > 0) { // expect: copy-loop inspected unknown-to-unknown 1
        output.write(byte)
        byte = input.read()
    }
}
