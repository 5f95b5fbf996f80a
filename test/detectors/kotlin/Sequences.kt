import java.io.InputStream
import java.io.OutputStream

// Counts of reads as a sequence.
fun copy(source: InputStream, sink: OutputStream) {
    val buffer = ByteArray(8192)
    generateSequence { source.read(buffer).takeIf { it >= 0 } } // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
        .forEach { sink.write(buffer, 0, it) }
}

fun untilTheEnd(source: InputStream, sink: OutputStream) {
    val buffer = ByteArray(8192)
    generateSequence { source.read(buffer) }.takeWhile { it != -1 }.forEach { n -> sink.write(buffer, 0, n) } // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
}

fun inLoop(source: InputStream, sink: OutputStream) {
    val buffer = ByteArray(8192)
    for (n in generateSequence { source.read(buffer).takeIf { it != -1 } }) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
        sink.write(buffer, 0, n)
    }
}

// Other numbers than the reads gave, or not all of them.
fun halved(source: InputStream, sink: OutputStream) {
    val buffer = ByteArray(8192)
    generateSequence { source.read(buffer) }.takeWhile { it != -1 }.map { it / 2 }.forEach { sink.write(buffer, 0, it) } // expect: copy-loop transformed
}

fun masked(source: InputStream, sink: OutputStream) {
    val buffer = ByteArray(8192)
    generateSequence { source.read(buffer) }.takeWhile { it > 0 }.forEach { n -> // expect: copy-loop transformed
        for (i in 0 until n) buffer[i] = (buffer[i].toInt() xor 0x5a).toByte()
        sink.write(buffer, 0, n)
    }
}

fun lines(source: java.io.BufferedReader, sink: OutputStream) {
    generateSequence(source::readLine).forEach { sink.write(it.toByteArray()) }
}
