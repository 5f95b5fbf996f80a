import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream
import java.net.Socket
import java.nio.file.Files
import java.nio.file.Path

fun send(socket: Socket, path: Path) {
    val out = socket.getOutputStream()
    val data = Files.readAllBytes(path) // expect: whole-file-copy replaceable file-to-socket - depends no-fix
    out.write(data)
}

fun install(from: String, to: String) {
    val input = FileInputStream(from)
    val output = FileOutputStream(to)
    output.write(input.readBytes()) // expect: whole-file-copy replaceable file-to-file - kernel no-fix
}

// The bytes are decoded.
fun text(socket: Socket, path: Path): String {
    val out = socket.getOutputStream()
    val data = Files.readAllBytes(path)
    out.write(data)
    return String(data)
}
