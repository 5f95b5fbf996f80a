// The method that reads is open, and overridden.
package a

import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption.*

open class Copier {
    open fun fill(inp: FileChannel, buf: ByteBuffer): Int = inp.read(buf)
    fun copy(a: Path, b: Path) {
        FileChannel.open(a, READ).use { inp ->
            FileChannel.open(b, WRITE, CREATE_NEW).use { out ->
                val buf = ByteBuffer.allocate(8192)
                while (fill(inp, buf) >= 0) {
                    buf.flip()
                    while (buf.hasRemaining()) out.write(buf)
                    buf.clear()
                }
            }
        }
    }
}

class Scrambled : Copier() {
    override fun fill(inp: FileChannel, buf: ByteBuffer): Int {
        val n = inp.read(buf)
        for (i in 0 until buf.position()) buf.put(i, (buf.get(i).toInt() xor 1).toByte())
        return n
    }
}

fun main(args: Array<String>) = Scrambled().copy(Path.of(args[0]), Path.of(args[1]))
