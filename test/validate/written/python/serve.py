# ends: file-socket
import socket


def serve(source, sock: socket.socket):
    with open(source, "rb") as page:
        for part in iter(lambda: page.read(65536), b""):
            sock.sendall(part)
