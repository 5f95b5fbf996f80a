import subprocess
import sys
import socket
import threading


def pump(src: socket.socket, dst: socket.socket):
    try:
        while True:  # expect: tidy-copy replaceable socket-to-socket 4096 user-space
            data = src.recv(4096)
            if not data:
                break
            dst.sendall(data)
    finally:
        dst.shutdown(socket.SHUT_WR)


def tunnel(listener: socket.socket, upstream_address):
    client, peer = listener.accept()
    upstream = socket.create_connection(upstream_address)

    def forward(a, b):
        while chunk := a.recv(16384):  # expect: tidy-copy replaceable socket-to-socket 16384 user-space
            b.sendall(chunk)

    threading.Thread(target=forward, args=(client, upstream), daemon=True).start()
    forward(upstream, client)


def echo(conn: socket.socket):
    with conn:
        while True:  # expect: tidy-copy replaceable socket-to-socket 1024 user-space
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data)


# Standard streams may be files, pipes or terminals.
def cat():
    while True:  # expect: copy-loop replaceable pipe-to-pipe 65536 depends
        data = sys.stdin.buffer.read(65536)
        if not data:
            break
        sys.stdout.buffer.write(data)


def show(path):
    with open(path, "rb") as f:
        for chunk in iter(lambda: f.read(8192), b""):  # expect: copy-loop replaceable file-to-pipe 8192 depends
            sys.stdout.buffer.write(chunk)


# copyfileobj loops as well.
def capture(command, path):
    proc = subprocess.Popen(command, stdout=subprocess.PIPE)
    with open(path, "wb") as out:
        while True:  # expect: tidy-copy replaceable pipe-to-file 4096 user-space
            data = proc.stdout.read(4096)
            if not data:
                break
            out.write(data)
    return proc.wait()


# os.sendfile takes any output, a pipe too.
def feed(command, path):
    proc = subprocess.Popen(command, stdin=subprocess.PIPE)
    with open(path, "rb") as f:
        while data := f.read(32768):  # expect: copy-loop replaceable file-to-pipe 32768 kernel
            proc.stdin.write(data)
    proc.stdin.close()
    return proc.wait()
