"""Sends one file to everyone who connects: python3 file_server.py data/sample.bin 9004"""

import socket
import sys


def send(name: str, client: socket.socket) -> None:
    """One object per chunk, and two copies per byte; client.sendfile(file) needs neither."""
    with open(name, "rb") as file:
        while chunk := file.read(64 * 1024):
            client.sendall(chunk)


def main() -> None:
    name, port = sys.argv[1], int(sys.argv[2])
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            client, _ = server.accept()
            with client:
                send(name, client)


if __name__ == "__main__":
    main()
