// ends: file-socket-channel
import java.io.FileInputStream
import java.net.InetSocketAddress
import java.nio.ByteBuffer
import java.nio.channels.SocketChannel

fun upload(path: String, address: InetSocketAddress) {
    FileInputStream(path).channel.use { file ->
        SocketChannel.open(address).use { socket ->
            val chunk = ByteBuffer.allocate(4096)
            while (file.read(chunk) > 0) {
                chunk.flip()
                while (chunk.hasRemaining()) {
                    socket.write(chunk)
                }
                chunk.clear()
            }
        }
    }
}
