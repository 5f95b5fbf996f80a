package fixtures.transformed

import java.io.DataOutputStream
import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.io.Reader
import java.io.Writer
import java.net.Socket
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.util.Base64
import java.util.zip.GZIPOutputStream
import java.util.zip.InflaterInputStream
import java.util.zip.ZipInputStream
import javax.crypto.Cipher
import javax.crypto.CipherOutputStream
import javax.net.ssl.SSLSocket
import javax.net.ssl.SSLSocketFactory
import kotlin.experimental.xor

fun scramble(source: File, target: File, key: Byte) {
    source.inputStream().use { input ->
        target.outputStream().use { output ->
            val buffer = ByteArray(4096)
            var n: Int
            while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop transformed file-to-file 4096
                for (i in 0 until n) buffer[i] = buffer[i] xor key
                output.write(buffer, 0, n)
            }
        }
    }
}

fun inverted(source: FileChannel, target: FileChannel) {
    val buffer = ByteBuffer.allocate(1024)
    while (source.read(buffer) != -1) { // expect: copy-loop transformed file-to-file 1024
        buffer.flip()
        for (i in 0 until buffer.limit()) buffer.put(i, (buffer.get(i).toInt().inv()).toByte())
        target.write(buffer)
        buffer.clear()
    }
}

// Another array is written than the one that is read.
fun encode(input: InputStream, output: OutputStream) {
    val raw = ByteArray(3 * 1024)
    while (true) { // expect: copy-loop transformed unknown-to-unknown 3072
        val n = input.read(raw)
        if (n < 0) break
        val text = Base64.getEncoder().encode(raw.copyOf(n))
        output.write(text)
    }
}

// Framing: each chunk gets its length in front, so the stream that leaves is another one.
fun framed(source: File, socket: Socket) {
    val output = DataOutputStream(socket.getOutputStream())
    FileInputStream(source).use { input ->
        val buffer = ByteArray(16384)
        while (true) { // expect: copy-loop transformed file-to-socket 16384
            val n = input.read(buffer)
            if (n == -1) break
            output.writeInt(n)
            output.write(buffer, 0, n)
        }
    }
}

fun compress(source: File, target: File) {
    GZIPOutputStream(FileOutputStream(target)).use { output ->
        source.inputStream().use { input ->
            val buffer = ByteArray(32768)
            var n: Int
            while (input.read(buffer).also { n = it } > 0) { // expect: copy-loop encrypted file-to-file 32768
                output.write(buffer, 0, n)
            }
        }
    }
}

fun inflate(source: File, target: File) {
    val input = InflaterInputStream(FileInputStream(source))
    val output = FileOutputStream(target)
    val buffer = ByteArray(8192)
    var n = input.read(buffer)
    while (n >= 0) { // expect: copy-loop encrypted file-to-file 8192
        output.write(buffer, 0, n)
        n = input.read(buffer)
    }
    output.close()
}

// The outer loop walks the entries, the inner one expands.
fun unzip(archive: File, folder: File) {
    ZipInputStream(FileInputStream(archive)).use { zip ->
        val buffer = ByteArray(4096)
        var entry = zip.nextEntry
        while (entry != null) {
            FileOutputStream(File(folder, entry.name)).use { output ->
                var n: Int
                while (zip.read(buffer).also { n = it } > 0) { // expect: copy-loop encrypted file-to-file 4096
                    output.write(buffer, 0, n)
                }
            }
            entry = zip.nextEntry
        }
    }
}

fun encrypt(source: File, target: File, cipher: Cipher) {
    CipherOutputStream(FileOutputStream(target), cipher).use { output ->
        source.inputStream().use { input ->
            val buffer = ByteArray(4096)
            while (true) { // expect: copy-loop encrypted file-to-file 4096
                val n = input.read(buffer)
                if (n < 0) break
                output.write(buffer, 0, n)
            }
        }
    }
}

fun overTls(host: String, source: File) {
    val socket = SSLSocketFactory.getDefault().createSocket(host, 443) as SSLSocket
    val output = socket.outputStream
    source.inputStream().use { input ->
        val buffer = ByteArray(16384)
        var n: Int
        while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop encrypted file-to-socket 16384
            output.write(buffer, 0, n)
        }
    }
    socket.close()
}

// Characters, not bytes: decoded and encoded again.
fun recode(source: File, target: File) {
    source.reader(Charsets.ISO_8859_1).use { reader ->
        target.writer(Charsets.UTF_8).use { writer ->
            val buffer = CharArray(1024)
            var n: Int
            while (reader.read(buffer).also { n = it } != -1) {
                writer.write(buffer, 0, n)
            }
        }
    }
}

fun characters(reader: Reader, writer: Writer) {
    val buffer = CharArray(4096)
    while (true) {
        val n = reader.read(buffer)
        if (n < 0) break
        writer.write(buffer, 0, n)
    }
}

fun upper(source: File, target: File) {
    target.bufferedWriter().use { writer ->
        source.forEachLine { line -> writer.write(line.toUpperCase() + "\n") }
    }
}
