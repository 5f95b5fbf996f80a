// A class of the file is named Long, whose greatest value a fix would ask for.
import java.io.*
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption.*

class Long

fun copy(a: Path, b: Path) {
    FileChannel.open(a, READ).use { inp ->
        FileChannel.open(b, WRITE, CREATE_NEW).use { out ->
            val buf = ByteBuffer.allocate(8192)
            while (inp.read(buf) >= 0) {
                buf.flip()
                while (buf.hasRemaining()) {
                    out.write(buf)
                }
                buf.clear()
            }
        }
    }
}
