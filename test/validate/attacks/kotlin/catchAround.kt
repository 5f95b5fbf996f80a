// The position of the source is told when the copy failed.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

fun copy(a: Path, b: Path): Long {
    FileChannel.open(a, READ).use { input ->
        FileChannel.open(b, WRITE, CREATE, TRUNCATE_EXISTING).use { output ->
            val buffer = ByteBuffer.allocate(4096)
            try {
                while (input.read(buffer) != -1) {
                    buffer.flip()
                    while (buffer.hasRemaining()) output.write(buffer)
                    buffer.clear()
                }
            } catch (failure: IOException) {
                return input.position()
            }
        }
    }
    return -1
}
