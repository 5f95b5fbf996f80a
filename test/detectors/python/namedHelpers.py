import socket

from helpers import FileReader, SocketHelper


def upload(client_socket, path):
    fp = open(path, 'rb')
    while True:  # expect: copy-loop replaceable
        data = fp.read(4096)
        if not data:
            break
        SocketHelper.send(client_socket, data)


def download(sock, path, left):
    with open(path, 'wb') as fp:
        while left > 0:  # expect: copy-loop replaceable
            data = SocketHelper.recv(sock, min(left, 4096))
            left -= len(data)
            fp.write(data)


def serve(peer, path):
    file = FileReader(path)
    while True:  # expect: copy-loop replaceable
        try:
            peer.sendall(file.read_next_section(4096))
        except EOFError:
            break


def announce(address, path):
    # A datagram to an address, and the socket that sends it.
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with open(path, 'rb') as fp:
        while data := fp.read(512):
            out.sendto(data, address)
