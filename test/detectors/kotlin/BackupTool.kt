// Backs up changed files into a zip, mirrors large ones as they are, and checks what it wrote.
package fixtures.backup

import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.io.InputStream
import java.security.MessageDigest
import java.util.Properties
import java.util.zip.ZipEntry
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream

private const val LARGE = 64L * 1024 * 1024

class Index(private val file: File) {
    private val sums = Properties()

    init {
        if (file.exists()) file.inputStream().use { sums.load(it) }
    }

    fun changed(name: String, sum: String): Boolean = sums.getProperty(name) != sum

    fun note(name: String, sum: String) {
        sums.setProperty(name, sum)
    }

    fun save() {
        val fresh = File(file.path + ".new")
        fresh.outputStream().use { sums.store(it, null) }
        check(fresh.renameTo(file)) { "$file could not be replaced" }
    }
}

fun hex(bytes: ByteArray): String = bytes.joinToString("") { "%02x".format(it) }

fun sumOf(input: InputStream): String {
    val digest = MessageDigest.getInstance("SHA-256")
    val buffer = ByteArray(64 * 1024)
    var n: Int
    while (input.read(buffer).also { n = it } != -1) {
        digest.update(buffer, 0, n)
    }
    return hex(digest.digest())
}

class Backup(private val source: File, private val target: File) {
    private val index = Index(File(target, "index.properties"))
    private val ignored = File(source, ".backupignore").takeIf { it.exists() }?.readLines().orEmpty()
    private val buffer = ByteArray(128 * 1024)
    private var mirrored = 0L

    private fun skip(file: File): Boolean = ignored.any { it.isNotBlank() && file.path.contains(it) }

    private fun mirror(file: File, name: String) {
        val copy = File(target, "large/$name")
        copy.parentFile.mkdirs()
        FileInputStream(file).use { input ->
            FileOutputStream(copy).use { output ->
                var n = input.read(buffer)
                while (n != -1) { // expect: copy-loop replaceable file-to-file 131072 kernel
                    output.write(buffer, 0, n)
                    mirrored += n
                    n = input.read(buffer)
                }
            }
        }
        copy.setLastModified(file.lastModified())
    }

    // Compressed on its way into the archive.
    private fun pack(zip: ZipOutputStream, file: File, name: String) {
        zip.putNextEntry(ZipEntry(name).apply { time = file.lastModified() })
        file.inputStream().use { input ->
            while (true) { // expect: copy-loop encrypted
                val n = input.read(buffer)
                if (n < 0) break
                zip.write(buffer, 0, n)
            }
        }
        zip.closeEntry()
    }

    fun run() {
        target.mkdirs()
        val archive = File(target, "changes-${System.currentTimeMillis()}.zip")
        var packed = 0
        ZipOutputStream(archive.outputStream().buffered()).use { zip ->
            zip.setComment(source.path)
            for (file in source.walkTopDown()) {
                if (!file.isFile || skip(file)) continue
                val name = file.relativeTo(source).path
                val sum = file.inputStream().use(::sumOf)
                if (!index.changed(name, sum)) continue
                if (file.length() > LARGE) {
                    mirror(file, name)
                } else {
                    pack(zip, file, name)
                    packed++
                }
                index.note(name, sum)
            }
            if (packed == 0) zip.putNextEntry(ZipEntry("empty"))
        }
        verify(archive)
        index.save()
        println("$packed packed, $mirrored bytes mirrored")
    }

    private fun verify(archive: File) {
        ZipFile(archive).use { zip ->
            for (entry in zip.entries()) {
                if (entry.name == "empty") continue
                val sum = zip.getInputStream(entry).use(::sumOf)
                check(!index.changed(entry.name, sum)) { "${entry.name} is damaged" }
            }
        }
    }

    fun restore(archive: File, folder: File) {
        ZipFile(archive).use { zip ->
            for (entry in zip.entries()) {
                val file = File(folder, entry.name)
                file.parentFile.mkdirs()
                zip.getInputStream(entry).use { input ->
                    file.outputStream().use { output -> input.copyTo(output) }
                }
            }
        }
    }
}

fun isText(file: File): Boolean {
    val head = ByteArray(512)
    var at = 0
    file.inputStream().use { input ->
        while (at < head.size) {
            val n = input.read(head, at, head.size - at)
            if (n == -1) break
            at += n
        }
    }
    return head.take(at).none { it == 0.toByte() }
}

fun main(arguments: Array<String>) {
    val (command, source, target) = arguments
    val backup = Backup(File(source), File(target))
    when (command) {
        "save" -> backup.run()
        "restore" -> backup.restore(File(source), File(target))
        "inspect" -> File(source).walk().filter { it.isFile }.forEach { println("${it.name} ${isText(it)}") }
        else -> System.err.println("unknown command $command")
    }
}
