// Shapes of applications: nullable streams, escaped names, reports to a view between two chunks.
package fixtures.apps

import java.io.File
import java.io.FileDescriptor
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URL
import java.net.URLConnection
import java.security.MessageDigest
import java.util.Base64

interface Opener {
    fun open(name: String): InputStream?
}

fun keep(opener: Opener, name: String, folder: File) {
    val inputStream = opener.open(name)
    val outputStream = FileOutputStream(File(folder, name))
    val buffer = ByteArray(4096)
    var bytesRead: Int
    while (inputStream!!.read(buffer).also { bytesRead = it } != -1) { // expect: copy-loop replaceable unknown-to-file 4096 depends
        outputStream.write(buffer, 0, bytesRead)
    }
    outputStream.close()
    inputStream.close()
}

fun install(`is`: InputStream, target: File) {
    val os = FileOutputStream(target)
    val buffer = ByteArray(2048)
    var count: Int
    while (`is`.read(buffer).also { count = it } != -1) { // expect: copy-loop replaceable unknown-to-file 2048 depends
        os.write(buffer, 0, count)
    }
    `is`.close()
    os.close()
}

// Reports at most five times a second; the bytes are not looked at.
fun update(address: String, target: File, show: (Float) -> Unit): Boolean {
    val connection = URL(address).openConnection() as HttpURLConnection
    if (connection.responseCode != HttpURLConnection.HTTP_OK) throw IOException("answer ${connection.responseCode}")
    val length = connection.contentLength
    val buffer = ByteArray(8192)
    var total = 0L
    var last = 0L
    connection.inputStream.use { input ->
        target.outputStream().use { output ->
            var n: Int
            while (input.read(buffer).also { n = it } != -1) { // expect: tidy-copy replaceable socket-to-file 8192 user-space
                output.write(buffer, 0, n)
                total += n
                val now = System.currentTimeMillis()
                if (length > 0 && now - last > 200) {
                    last = now
                    show(total.toFloat() / length)
                }
            }
        }
    }
    return total == length.toLong()
}

fun updateChecked(connection: URLConnection, target: File): String {
    val digest = MessageDigest.getInstance("SHA-256")
    val output = FileOutputStream(target)
    val input = connection.getInputStream()
    val buffer = ByteArray(65536)
    while (true) { // expect: copy-loop inspected socket-to-file 65536
        val n = input.read(buffer)
        if (n == -1) break
        output.write(buffer, 0, n)
        digest.update(buffer, 0, n)
    }
    output.close()
    return digest.digest().joinToString("") { "%02x".format(it) }
}

// A descriptor handed in may be anything: how far a better call reaches is left open here.
fun print(document: File, destination: FileDescriptor) {
    val input = FileInputStream(document)
    val output = FileOutputStream(destination)
    val buf = ByteArray(1024)
    var n: Int
    while (input.read(buf).also { n = it } > 0) { // expect: copy-loop replaceable file-to-file 1024
        output.write(buf, 0, n)
    }
    input.close()
    output.close()
}

// Each chunk becomes a message of its own.
fun messages(opener: Opener, name: String, send: (Int, String) -> Unit) {
    opener.open(name)?.use { input ->
        val buffer = ByteArray(64 * 1024)
        var n: Int
        var sequence = 0
        while (input.read(buffer).also { n = it } != -1) {
            send(sequence++, Base64.getEncoder().encodeToString(buffer.copyOf(n)))
        }
    }
}
