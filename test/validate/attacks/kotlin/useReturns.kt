// The block of `use` gives what is left in the buffer.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.*
import java.nio.file.StandardOpenOption.*

fun copy(a: Path, b: Path): ByteBuffer =
    FileChannel.open(a, READ).use { input ->
        FileChannel.open(b, WRITE, CREATE, TRUNCATE_EXISTING).use { output ->
            val buffer = ByteBuffer.allocate(4096)
            while (input.read(buffer) != -1) {
                buffer.flip()
                while (buffer.hasRemaining()) output.write(buffer)
                buffer.clear()
            }
            buffer
        }
    }
