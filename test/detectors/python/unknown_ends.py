import http.client
import urllib.request

import requests


def relay(fsrc, fdst):
    while True:  # expect: copy-loop replaceable unknown-to-unknown 8192 depends
        buf = fsrc.read(8192)
        if not buf:
            break
        fdst.write(buf)


def relay_by(fsrc, fdst, size):
    while buf := fsrc.read(size):  # expect: copy-loop replaceable unknown-to-unknown - depends
        fdst.write(buf)


def save(stream, path):
    total = 0
    with open(path, "wb") as out:
        while 1:  # expect: copy-loop replaceable unknown-to-file 4096 depends
            data = stream.read(4096)
            if not data:
                break
            out.write(data)
            total += len(data)
    return total


# sendall tells a socket, but it may be one under TLS.
def send_open_file(sock, path):
    with open(path, "rb") as f:
        chunk = f.read(1024)
        while chunk:  # expect: copy-loop replaceable file-to-socket 1024 depends
            sock.sendall(chunk)
            chunk = f.read(1024)


def receive_open_file(conn, path):
    with open(path, "wb") as f:
        while True:  # expect: tidy-copy replaceable socket-to-file 1024 user-space
            data = conn.recv(1024)
            if not data:
                break
            f.write(data)


class Exporter:
    step = 256 * 1024

    def __init__(self, path):
        self.path = path

    def write_to(self, sink):
        with open(self.path, "rb") as source:
            while True:  # expect: copy-loop replaceable file-to-unknown 262144 depends
                block = source.read(self.step)
                if len(block) == 0:
                    break
                sink.write(block)


def fetch(url, path):
    response = urllib.request.urlopen(url)
    with open(path, "wb") as out:
        while True:  # expect: tidy-copy replaceable socket-to-file 16384 user-space
            chunk = response.read(16 * 1024)
            if not chunk:
                break
            out.write(chunk)


def fetch_plain(host, name, path):
    conn = http.client.HTTPConnection(host)
    conn.request("GET", "/" + name)
    reply = conn.getresponse()
    with open(path, "wb") as out:
        while chunk := reply.read(8192):  # expect: tidy-copy replaceable socket-to-file 8192 user-space
            out.write(chunk)


# The library may undo a content coding inside, the loop itself passes bytes on: copyfileobj from response.raw.
def fetch_streamed(url, path):
    with requests.get(url, stream=True, timeout=30) as response:
        response.raise_for_status()
        with open(path, "wb") as out:
            for chunk in response.iter_content(chunk_size=8192):  # expect: tidy-copy replaceable socket-to-file 8192 user-space
                if chunk:
                    out.write(chunk)
