// Downloads with resuming, sums and a queue; one relay with progress, and a proxy for local clients.
package fixtures.downloads

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.InputStream
import java.io.RandomAccessFile
import java.net.HttpURLConnection
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URL
import java.security.MessageDigest
import java.util.concurrent.ArrayBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

data class Task(val url: URL, val target: File, val sum: String?)

interface Listener {
    fun progress(task: Task, received: Long, total: Long)
    fun done(task: Task)
    fun failed(task: Task, error: IOException)
}

class Terminal : Listener {
    private val lines = LinkedHashMap<Task, String>()

    @Synchronized
    override fun progress(task: Task, received: Long, total: Long) {
        lines[task] = if (total > 0) "${received * 100 / total} %" else "$received bytes"
        draw()
    }

    @Synchronized
    override fun done(task: Task) {
        lines.remove(task)
        println("${task.target} is complete")
    }

    @Synchronized
    override fun failed(task: Task, error: IOException) {
        lines.remove(task)
        System.err.println("${task.target}: ${error.message}")
    }

    private fun draw() {
        val text = lines.entries.joinToString("\n") { (task, line) -> "${task.target.name} $line" }
        System.err.print("\u001b[H\u001b[J$text\n")
    }
}

fun parse(list: File): List<Task> = list.readLines().mapNotNull { line ->
    val words = line.trim().split(Regex("\\s+"))
    if (words.size < 2 || line.startsWith("#")) null
    else Task(URL(words[0]), File(words[1]), words.getOrNull(2))
}

class Worker(private val listener: Listener, private val retries: Int) {
    fun run(task: Task) {
        for (attempt in 0..retries) {
            try {
                fetch(task)
                check(task)
                listener.done(task)
                return
            } catch (error: IOException) {
                if (attempt == retries) listener.failed(task, error)
                else TimeUnit.SECONDS.sleep(1L shl attempt)
            }
        }
    }

    private fun open(task: Task, have: Long): HttpURLConnection {
        val connection = task.url.openConnection() as HttpURLConnection
        connection.connectTimeout = 10_000
        if (have > 0) connection.setRequestProperty("Range", "bytes=$have-")
        if (connection.responseCode >= 400) throw IOException("status ${connection.responseCode}")
        return connection
    }

    private fun fetch(task: Task) {
        val part = File(task.target.path + ".part")
        val have = part.length()
        val connection = open(task, have)
        val total = have + connection.contentLengthLong
        val file = RandomAccessFile(part, "rw")
        file.seek(if (connection.responseCode == 206) have else 0)
        val input = connection.inputStream
        val buffer = ByteArray(16 * 1024)
        var received = have
        while (true) { // expect: tidy-copy replaceable socket-to-file 16384 user-space
            val n = input.read(buffer)
            if (n == -1) break
            file.write(buffer, 0, n)
            received += n
            listener.progress(task, received, total)
        }
        file.close()
        input.close()
        if (!part.renameTo(task.target)) throw IOException("${part.name} could not be renamed")
    }

    private fun check(task: Task) {
        val expected = task.sum ?: return
        val digest = MessageDigest.getInstance("SHA-1")
        task.target.inputStream().use { input ->
            val buffer = ByteArray(8192)
            while (true) {
                val n = input.read(buffer)
                if (n < 0) break
                digest.update(buffer, 0, n)
            }
        }
        val sum = digest.digest().joinToString("") { "%02x".format(it) }
        if (sum != expected) throw IOException("sum is $sum")
    }
}

fun forward(from: InputStream, to: Socket) {
    val buffer = ByteArray(4096)
    val output = to.getOutputStream()
    var n = from.read(buffer)
    while (n > 0) { // expect: tidy-copy replaceable unknown-to-socket 4096 user-space
        output.write(buffer, 0, n)
        output.flush()
        n = from.read(buffer)
    }
    to.shutdownOutput()
}

/** Local clients speak to the mirror through here; the first line is logged. */
fun proxy(port: Int, mirror: Pair<String, Int>, log: File) {
    val server = ServerSocket(port, 16, InetAddress.getLoopbackAddress())
    val writer = FileOutputStream(log, true).writer()
    while (true) {
        val client = server.accept()
        val upstream = Socket(mirror.first, mirror.second)
        val first = StringBuilder()
        val input = client.getInputStream()
        while (!first.endsWith("\n") && first.length < 4096) {
            val byte = input.read()
            if (byte == -1) break
            first.append(byte.toChar())
        }
        writer.write(first.toString())
        upstream.getOutputStream().write(first.toString().toByteArray(Charsets.ISO_8859_1))
        thread { forward(input, upstream) }
        thread { forward(upstream.getInputStream(), client) }
    }
}

fun main(arguments: Array<String>) {
    val queue = ArrayBlockingQueue<Task>(100)
    val worker = Worker(Terminal(), retries = 4)
    val threads = List(3) {
        thread {
            while (true) worker.run(queue.poll(1, TimeUnit.SECONDS) ?: break)
        }
    }
    if (arguments.size > 1) thread(isDaemon = true) { proxy(8079, arguments[1] to 80, File("proxy.log")) }
    parse(File(arguments[0])).forEach(queue::put)
    threads.forEach { it.join() }
}
