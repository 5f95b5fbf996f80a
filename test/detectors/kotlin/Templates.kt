package fixtures.templates

import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.util.zip.ZipInputStream

// What a text is made of: the bytes, or only how many they are.
fun printed(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop inspected
        val got = input.read(block)
        if (got == -1) break
        log("got $block")
        output.write(block, 0, got)
    }
}

fun printedText(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop inspected
        val got = input.read(block)
        if (got == -1) break
        println("got ${String(block, 0, got)}")
        output.write(block, 0, got)
    }
}

fun printedRaw(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop inspected
        val got = input.read(block)
        if (got == -1) break
        log("""block: $block""")
        output.write(block, 0, got)
    }
}

fun firstByte(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop inspected
        val got = input.read(block)
        if (got == -1) break
        log("begins with ${block[0]}")
        output.write(block, 0, got)
    }
}

fun sized(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends no-fix
        val got = input.read(block)
        if (got == -1) break
        log("$got of at most ${block.size} bytes")
        output.write(block, 0, got)
    }
}

fun escaped(input: InputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends
        val got = input.read(block)
        if (got == -1) break
        output.write(block, 0, got)
        log("a \$block more, and \"${got}\"")
    }
}

// A report keeps its loop: the text tells the count.
fun reported(source: File, target: File) {
    source.inputStream().use { input ->
        target.outputStream().use { output ->
            val block = ByteArray(4096)
            var total = 0L
            while (true) { // expect: copy-loop replaceable file-to-file 4096 kernel no-fix
                val got = input.read(block)
                if (got == -1) break
                output.write(block, 0, got)
                total += got
                log("$total bytes")
            }
        }
    }
}

// The way to an end, chosen.
fun chosen(first: File, second: File?, target: File) {
    val input = if (second != null) second.inputStream() else first.inputStream()
    val output = target.outputStream()
    val block = ByteArray(1024)
    var got: Int
    while (input.read(block).also { got = it } != -1) { // expect: copy-loop replaceable file-to-file 1024 kernel
        output.write(block, 0, got)
    }
}

fun maybeUnzipped(file: File, zipped: Boolean, output: OutputStream) {
    val plain = file.inputStream()
    val input = if (zipped) ZipInputStream(plain) else plain
    val block = ByteArray(1024)
    var got: Int
    while (input.read(block).also { got = it } != -1) { // expect: copy-loop encrypted
        output.write(block, 0, got)
    }
}

fun orNothing(file: File?, output: OutputStream) {
    val input = file?.inputStream() ?: return
    val block = ByteArray(1024)
    while (true) { // expect: copy-loop replaceable file-to-unknown 1024 depends
        val got = input.read(block)
        if (got < 0) break
        output.write(block, 0, got)
    }
}

// An object of an unnamed class.
fun pump(input: InputStream, output: OutputStream) = object : Thread("pump") {
    override fun run() {
        val block = ByteArray(512)
        while (!isInterrupted) { // expect: copy-loop inspected unknown-to-unknown 512
            val got = input.read(block)
            if (got == -1) return
            output.write(block, 0, got)
        }
    }
}

// Only names tell.
fun unpacked(compressedStream: InputStream, output: OutputStream) {
    val block = ByteArray(1024)
    var got = compressedStream.read(block)
    while (got != -1) { // expect: copy-loop encrypted
        output.write(block, 0, got)
        got = compressedStream.read(block)
    }
}

fun sealed(input: InputStream, encryptedOut: OutputStream) {
    val block = ByteArray(1024)
    var got = input.read(block)
    while (got != -1) { // expect: copy-loop encrypted
        encryptedOut.write(block, 0, got)
        got = input.read(block)
    }
}

private fun log(text: String) = System.err.println(text)
