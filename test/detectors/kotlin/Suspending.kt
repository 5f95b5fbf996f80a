package fixtures.suspending

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.core.buildPacket
import io.ktor.utils.io.core.writeFully
import jakarta.servlet.ServletInputStream
import jakarta.servlet.ServletOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.net.Socket
import java.nio.ByteBuffer
import java.nio.channels.SocketChannel
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import okio.Buffer
import okio.BufferedSink
import okio.GzipSink
import okio.HashingSink
import okio.Sink
import okio.Source
import okio.sink

// Channels that suspend.
suspend fun copy(from: ByteReadChannel, to: ByteWriteChannel) {
    val block = ByteArray(4096)
    while (!from.isClosedForRead) { // expect: copy-loop replaceable unknown-to-unknown 4096 depends
        val got = from.readAvailable(block)
        if (got <= 0) continue
        to.writeFully(block, 0, got)
    }
}

suspend fun ByteReadChannel.limited(to: ByteWriteChannel, most: Long) {
    val block = ByteArray(8192)
    var total = 0L
    while (!isClosedForRead) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends no-fix
        val got = readAvailable(block, 0, block.size)
        if (got <= 0) continue
        to.writeFully(block, 0, got)
        total += got
        check(total <= most) { "more than $most" }
    }
}

suspend fun serve(from: ByteReadChannel, to: ServletOutputStream, block: ByteArray) {
    while (true) { // expect: tidy-copy replaceable unknown-to-socket - user-space
        val got = from.readAvailable(block)
        if (got < 0) break
        to.write(block, 0, got)
        to.flush()
    }
}

suspend fun feed(peer: SocketChannel, to: ByteWriteChannel) {
    val bytes = ByteBuffer.allocate(2048)
    while (true) { // expect: tidy-copy replaceable socket-to-unknown 2048 user-space
        bytes.clear()
        if (peer.read(bytes) == -1) break
        bytes.flip()
        to.writeFully(bytes)
    }
}

suspend fun upload(body: ByteReadChannel, out: OutputStream) {
    val block = ByteArray(1024)
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
        val got = body.readAvailable(block).takeIf { it > 0 } ?: break
        out.write(block, 0, got)
    }
}

// Both get every byte.
suspend fun split(from: ByteReadChannel, first: ByteWriteChannel, second: ByteWriteChannel) = coroutineScope {
    val block = ByteArray(4096)
    while (!from.isClosedForRead) { // expect: copy-loop inspected
        val got = from.readAvailable(block)
        if (got <= 0) continue
        listOf(
            async { first.writeFully(block, 0, got) },
            async { second.writeFully(block, 0, got) },
        ).awaitAll()
    }
}

// Each chunk becomes a record of its own.
suspend fun records(from: ByteReadChannel, records: Channel<Any>) {
    val bytes = ByteBuffer.allocate(4096)
    while (true) {
        bytes.clear()
        if (from.readAvailable(bytes) == -1) break
        bytes.flip()
        records.send(buildPacket { writeFully(bytes) })
    }
}

// Streams that are read when they are ready only.
fun whenReady(input: ServletInputStream, output: OutputStream) {
    val block = ByteArray(4096)
    while (input.isReady) { // expect: copy-loop inspected
        val got = input.read(block)
        if (got == -1) break
        output.write(block, 0, got)
    }
}

suspend fun whenReadyElseWaiting(input: ServletInputStream, output: OutputStream, events: Channel<Unit>) {
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop inspected
        if (!input.isReady) {
            events.receive()
            continue
        }
        val got = input.read(block)
        if (got == -1) break
        output.write(block, 0, got)
    }
}

// What a sign stands before is the whole chain.
fun whileOpen(from: SocketChannel, to: SocketChannel, closed: () -> Boolean) {
    val bytes = ByteBuffer.allocate(4096)
    while (!closed()) { // expect: tidy-copy replaceable socket-to-socket 4096 user-space
        if (from.read(bytes) == -1) break
        bytes.flip()
        while (bytes.hasRemaining()) to.write(bytes)
        bytes.clear()
    }
}

// okio's segments.
fun segments(source: Source, sink: Sink): Long {
    val buffer = Buffer()
    var total = 0L
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
        val count = source.read(buffer, 8192L)
        if (count == -1L) break
        sink.write(buffer, count)
        total += count
    }
    return total
}

fun emitted(source: Source, sink: BufferedSink) {
    val buffer = Buffer()
    while (true) { // expect: copy-loop replaceable unknown-to-unknown 16384 depends
        val count = source.read(buffer, 16 * 1024L)
        if (count == -1L) break
        sink.write(buffer, count)
        sink.emit()
    }
}

fun packed(source: Source, socket: Socket) {
    val sink = GzipSink(socket.sink())
    val buffer = Buffer()
    while (source.read(buffer, 8192L) != -1L) { // expect: copy-loop encrypted
        sink.write(buffer, buffer.size)
    }
}

fun summed(source: Source, sink: Sink) {
    val hashing = HashingSink.sha256(sink)
    val buffer = Buffer()
    while (source.read(buffer, 8192L) != -1L) { // expect: copy-loop inspected
        hashing.write(buffer, buffer.size)
    }
}

// Into memory.
fun gathered(input: InputStream): Buffer {
    val all = Buffer()
    val block = ByteArray(4096)
    while (true) { // expect: copy-loop memory-sink
        val got = input.read(block)
        if (got == -1) return all
        all.write(block, 0, got)
    }
}
