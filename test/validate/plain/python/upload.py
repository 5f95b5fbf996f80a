import socket


def upload(host, port, path):
    with socket.create_connection((host, port)) as sock:
        with open(path, 'rb') as file:
            data = file.read(4096)
            while data:
                sock.sendall(data)
                data = file.read(4096)
        sock.shutdown(socket.SHUT_WR)
