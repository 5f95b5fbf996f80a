package fixtures.sockets

import java.io.BufferedOutputStream
import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.IOException
import java.net.HttpURLConnection
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URL
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.channels.ServerSocketChannel
import java.nio.channels.SocketChannel
import java.nio.file.Path
import kotlin.concurrent.thread

// A plain Socket has no channel: every call on its stream copies as much.
fun push(host: String, port: Int, file: File) {
    Socket(host, port).use { socket ->
        val output = socket.getOutputStream()
        FileInputStream(file).use { input ->
            val buffer = ByteArray(8192)
            var n: Int
            while (input.read(buffer).also { n = it } != -1) { // expect: copy-loop replaceable file-to-socket 8192 user-space
                output.write(buffer, 0, n)
            }
        }
    }
}

fun serveOnce(server: ServerSocket, file: File) {
    val client = server.accept()
    val out = BufferedOutputStream(client.outputStream)
    val input = file.inputStream()
    val block = ByteArray(16 * 1024)
    while (true) { // expect: copy-loop replaceable file-to-socket 16384 user-space
        val n = input.read(block)
        if (n <= 0) break
        out.write(block, 0, n)
    }
    out.flush()
    input.close()
    client.close()
}

fun pushByChannel(path: Path, address: InetSocketAddress): Long {
    var sent = 0L
    SocketChannel.open(address).use { peer ->
        FileChannel.open(path).use { file ->
            val buffer = ByteBuffer.allocateDirect(64 * 1024)
            while (file.read(buffer) > 0) { // expect: copy-loop replaceable file-to-socket 65536 kernel
                buffer.flip()
                while (buffer.hasRemaining()) sent += peer.write(buffer)
                buffer.clear()
            }
        }
    }
    return sent
}

fun serveChannel(listener: ServerSocketChannel, file: File) {
    val client = listener.accept()
    val source = FileInputStream(file).channel
    val bytes = ByteBuffer.allocate(4096)
    while (source.read(bytes) != -1) { // expect: copy-loop replaceable file-to-socket 4096 kernel
        bytes.flip()
        while (bytes.hasRemaining()) {
            client.write(bytes)
        }
        bytes.clear()
    }
    client.close()
}

// transferFrom reads a socket through a buffer of its own.
fun receiveByChannel(peer: SocketChannel, target: Path) {
    FileChannel.open(target, java.nio.file.StandardOpenOption.WRITE).use { file ->
        val buffer = ByteBuffer.allocate(32768)
        while (peer.read(buffer) != -1) { // expect: tidy-copy replaceable socket-to-file 32768 user-space
            buffer.flip()
            while (buffer.hasRemaining()) file.write(buffer)
            buffer.clear()
        }
    }
}

fun fetch(socket: Socket, target: File, expected: Long) {
    val input = socket.getInputStream()
    target.outputStream().use { output ->
        val buffer = ByteArray(2048)
        var left = expected
        while (left > 0) { // expect: tidy-copy replaceable socket-to-file 2048 user-space
            val n = input.read(buffer)
            if (n == -1) throw IOException("$left bytes are missing")
            output.write(buffer, 0, n)
            left -= n
        }
    }
}

fun download(address: String, target: File, progress: (Int) -> Unit) {
    val connection = URL(address).openConnection() as HttpURLConnection
    val total = connection.contentLength
    val input = connection.inputStream
    val output = FileOutputStream(target)
    val data = ByteArray(1024)
    var done = 0
    var count: Int
    while (input.read(data).also { count = it } != -1) { // expect: tidy-copy replaceable socket-to-file 1024 user-space
        done += count
        progress(done * 100 / total)
        output.write(data, 0, count)
    }
    output.flush()
    output.close()
    input.close()
}

fun tunnel(client: Socket, upstream: Socket) {
    val back = thread {
        val buffer = ByteArray(4096)
        var n = upstream.getInputStream().read(buffer)
        while (n > 0) { // expect: tidy-copy replaceable socket-to-socket 4096 user-space
            client.getOutputStream().write(buffer, 0, n)
            n = upstream.getInputStream().read(buffer)
        }
    }
    val from = client.getInputStream()
    val to = upstream.getOutputStream()
    val buffer = ByteArray(4096)
    while (true) { // expect: tidy-copy replaceable socket-to-socket 4096 user-space
        val n = from.read(buffer)
        if (n == -1) break
        to.write(buffer, 0, n)
        to.flush()
    }
    back.join()
}

fun echo(socket: Socket) {
    val input = socket.getInputStream()
    val output = socket.getOutputStream()
    val buffer = ByteArray(512)
    var n: Int
    do { // expect: tidy-copy replaceable socket-to-socket 512 user-space
        n = input.read(buffer)
        if (n > 0) output.write(buffer, 0, n)
    } while (n >= 0)
}
