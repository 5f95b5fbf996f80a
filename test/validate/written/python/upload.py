# ends: made-socket
import socket


def upload(source, address):
    with open(source, "rb") as f, socket.create_connection(address) as conn:
        data = f.read(4096)
        while data:
            conn.sendall(data)
            data = f.read(4096)
