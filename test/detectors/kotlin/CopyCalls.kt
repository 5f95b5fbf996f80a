package fixtures.calls

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.net.Socket
import java.nio.channels.Channels
import java.nio.channels.FileChannel
import java.nio.channels.SocketChannel
import java.nio.file.Files
import java.nio.file.Path
import java.security.DigestInputStream
import java.security.MessageDigest
import java.util.zip.GZIPInputStream

// copyTo loops with 8 KiB; a FileChannel and a SocketChannel would not.
fun push(file: File, peer: SocketChannel) {
    FileInputStream(file).use { input ->
        input.copyTo(Channels.newOutputStream(peer)) // expect: copy-call replaceable file-to-socket - kernel
    }
}

// Whether this socket has a channel can't be seen; how far a better call reaches is left open here.
fun pushPlain(file: File, socket: Socket) {
    file.inputStream().use { it.copyTo(socket.getOutputStream()) } // expect: copy-call replaceable file-to-socket -
}

// Between files FileChannel.transferTo asks the kernel.
fun duplicate(source: File, target: File) {
    source.inputStream().use { input ->
        target.outputStream().use { output ->
            input.copyTo(output) // expect: copy-call replaceable file-to-file - kernel
        }
    }
}

fun duplicateInBlocks(source: String, target: String): Long {
    val input = FileInputStream(source)
    val output = FileOutputStream(target)
    val n = input.copyTo(output, 64 * 1024) // expect: copy-call replaceable file-to-file 65536 kernel
    output.close()
    input.close()
    return n
}

// Right as they are, from here on.
fun byChannel(source: FileChannel, peer: SocketChannel, size: Long) {
    var at = 0L
    while (at < size) {
        at += source.transferTo(at, size - at, peer)
    }
}

fun byPath(source: Path, target: Path) {
    Files.copy(source, target)
}

fun any(input: InputStream, output: OutputStream) = input.copyTo(output)

fun expand(source: File, target: File) {
    GZIPInputStream(source.inputStream()).use { input ->
        target.outputStream().use { output -> input.copyTo(output) }
    }
}

fun hold(source: File): ByteArray {
    val all = ByteArrayOutputStream()
    source.inputStream().use { it.copyTo(all) }
    return all.toByteArray()
}

fun receive(socket: Socket, target: File) {
    target.outputStream().use { socket.getInputStream().copyTo(it) }
}

fun hashed(source: File, target: File): ByteArray {
    val input = DigestInputStream(FileInputStream(source), MessageDigest.getInstance("SHA-256"))
    target.outputStream().use { input.copyTo(it) }
    return input.messageDigest.digest()
}
