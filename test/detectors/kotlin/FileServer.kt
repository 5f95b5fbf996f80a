// A file server on channels: parsing, listings, ranges, uploads. Three loops relay, one of them hashing.
package fixtures.server

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URLDecoder
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.channels.ServerSocketChannel
import java.nio.channels.SocketChannel
import java.nio.file.StandardOpenOption
import java.security.MessageDigest
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicLong

private const val CHUNK = 32 * 1024

class HttpFailure(val status: Int, reason: String) : IOException(reason)

data class Request(val method: String, val path: String, val headers: Map<String, String>) {
    val length: Long get() = headers["content-length"]?.toLongOrNull() ?: 0
}

class Connection(private val peer: SocketChannel) {
    private val pending: ByteBuffer = ByteBuffer.allocate(16 * 1024).apply { limit(0) }

    private fun nextByte(): Int {
        if (!pending.hasRemaining()) {
            pending.clear()
            if (peer.read(pending) == -1) return -1
            pending.flip()
        }
        return pending.get().toInt()
    }

    private fun line(): String? {
        val bytes = ByteArrayOutputStream()
        while (true) {
            val byte = nextByte()
            if (byte == -1) return null
            if (byte == '\n'.toInt()) break
            if (byte != '\r'.toInt()) bytes.write(byte)
        }
        return bytes.toString("ISO-8859-1")
    }

    fun request(): Request? {
        val words = line()?.split(' ') ?: return null
        if (words.size != 3) throw HttpFailure(400, "Bad Request")
        val headers = HashMap<String, String>()
        while (true) {
            val field = line() ?: throw HttpFailure(400, "Bad Request")
            if (field.isEmpty()) break
            headers[field.substringBefore(':').toLowerCase()] = field.substringAfter(':').trim()
        }
        return Request(words[0], URLDecoder.decode(words[1], "UTF-8"), headers)
    }

    fun send(text: String) {
        val bytes = ByteBuffer.wrap(text.toByteArray())
        while (bytes.hasRemaining()) peer.write(bytes)
    }

    fun head(status: Int, reason: String, vararg fields: Pair<String, Any>) {
        val lines = fields.joinToString("") { (name, value) -> "$name: $value\r\n" }
        send("HTTP/1.1 $status $reason\r\n$lines\r\n")
    }

    // What was read ahead with the head comes first, then the socket.
    fun body(into: ByteBuffer): Int {
        if (!pending.hasRemaining()) return peer.read(into)
        val before = into.position()
        while (pending.hasRemaining() && into.hasRemaining()) into.put(pending.get())
        return into.position() - before
    }
}

class Site(private val root: File) {
    private val listings = ConcurrentHashMap<File, String>()
    val sent = AtomicLong()

    private fun locate(path: String): File {
        val file = File(root, path).canonicalFile
        if (!file.startsWith(root)) throw HttpFailure(403, "Forbidden")
        return file
    }

    private fun sendWhole(peer: SocketChannel, file: File) {
        FileChannel.open(file.toPath(), StandardOpenOption.READ).use { source ->
            val buffer = ByteBuffer.allocateDirect(CHUNK)
            while (source.read(buffer) != -1) { // expect: copy-loop replaceable file-to-socket 32768 kernel
                buffer.flip()
                while (buffer.hasRemaining()) sent.addAndGet(peer.write(buffer).toLong())
                buffer.clear()
            }
        }
    }

    private fun sendRange(peer: SocketChannel, file: File, from: Long, to: Long) {
        FileChannel.open(file.toPath(), StandardOpenOption.READ).use { source ->
            val buffer = ByteBuffer.allocate(8192)
            var left = to - from + 1
            source.position(from)
            while (left > 0) { // expect: copy-loop replaceable file-to-socket 8192 kernel
                buffer.clear()
                if (left < buffer.capacity()) buffer.limit(left.toInt())
                val n = source.read(buffer)
                if (n == -1) throw IOException("$file became shorter")
                buffer.flip()
                while (buffer.hasRemaining()) peer.write(buffer)
                left -= n
            }
        }
    }

    private fun receive(connection: Connection, request: Request, file: File): String {
        val digest = MessageDigest.getInstance("SHA-256")
        FileChannel.open(file.toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE).use { target ->
            val buffer = ByteBuffer.allocate(CHUNK)
            var left = request.length
            while (left > 0) { // expect: copy-loop inspected
                val n = connection.body(buffer)
                if (n == -1) throw HttpFailure(400, "Bad Request")
                buffer.flip()
                digest.update(buffer.duplicate())
                while (buffer.hasRemaining()) target.write(buffer)
                buffer.clear()
                left -= n
            }
        }
        return digest.digest().joinToString("") { "%02x".format(it) }
    }

    private fun listing(folder: File): String = listings.getOrPut(folder) {
        val names = folder.list().orEmpty().sorted()
        buildString {
            append("<ul>")
            for (name in names) append("<li>").append(name).append("</li>")
            append("</ul>")
        }
    }

    fun answer(connection: Connection, peer: SocketChannel, request: Request) {
        val file = locate(request.path)
        val range = Regex("bytes=(\\d+)-(\\d*)").matchEntire(request.headers["range"].orEmpty())
        when {
            request.method == "PUT" -> {
                val sum = receive(connection, request, file)
                connection.head(201, "Created", "ETag" to sum, "Content-Length" to 0)
            }
            file.isDirectory -> {
                val page = listing(file)
                connection.head(200, "OK", "Content-Length" to page.length)
                connection.send(page)
            }
            !file.exists() -> throw HttpFailure(404, "Not Found")
            range != null -> {
                val from = range.groupValues[1].toLong()
                val to = range.groupValues[2].toLongOrNull() ?: file.length() - 1
                connection.head(206, "Partial Content", "Content-Range" to "bytes $from-$to/${file.length()}")
                sendRange(peer, file, from, to)
            }
            else -> {
                connection.head(200, "OK", "Content-Length" to file.length())
                sendWhole(peer, file)
            }
        }
    }
}

fun main(arguments: Array<String>) {
    val site = Site(File(arguments.firstOrNull() ?: ".").canonicalFile)
    val workers = Executors.newCachedThreadPool()
    val listener = ServerSocketChannel.open().bind(InetSocketAddress(InetAddress.getLoopbackAddress(), 8080))
    while (true) {
        val peer = listener.accept()
        workers.execute {
            peer.use {
                val connection = Connection(peer)
                try {
                    while (true) site.answer(connection, peer, connection.request() ?: break)
                } catch (failure: HttpFailure) {
                    connection.head(failure.status, failure.message!!, "Content-Length" to 0)
                }
            }
        }
    }
}
