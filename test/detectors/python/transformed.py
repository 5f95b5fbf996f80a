import base64
import binascii
import codecs
import socket
import struct


def scramble(source, target, key):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while chunk := src.read(4096):  # expect: copy-loop transformed file-to-file 4096 -
            dst.write(bytes(b ^ key for b in chunk))


def upper(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop transformed file-to-file 1024 -
            chunk = src.read(1024)
            if not chunk:
                break
            chunk = chunk.upper()
            dst.write(chunk)


def to_base64(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while raw := src.read(3 * 1024):  # expect: copy-loop transformed file-to-file 3072 -
            dst.write(base64.b64encode(raw))


def to_hex(conn: socket.socket, path):
    with open(path, "rb") as f:
        while True:  # expect: copy-loop transformed file-to-socket 512 -
            raw = f.read(512)
            if not raw:
                break
            conn.sendall(binascii.hexlify(raw))


def unix_line_ends(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        for block in iter(lambda: src.read(8192), b""):  # expect: copy-loop transformed file-to-file 8192 -
            dst.write(block.replace(b"\r\n", b"\n"))


# Framing: each chunk gets its length in front, so the stream that leaves is another one.
def send_framed(conn: socket.socket, path):
    with open(path, "rb") as f:
        while True:  # expect: copy-loop transformed file-to-socket 16384 -
            chunk = f.read(16384)
            conn.sendall(struct.pack("!I", len(chunk)))
            if not chunk:
                break
            conn.sendall(chunk)


def send_chunked(conn: socket.socket, path):
    with open(path, "rb") as f:
        while chunk := f.read(4096):  # expect: copy-loop transformed file-to-socket 4096 -
            conn.sendall(b"%x\r\n" % len(chunk))
            conn.sendall(chunk)
            conn.sendall(b"\r\n")
    conn.sendall(b"0\r\n\r\n")


# Characters, not bytes: decoded and encoded again.
def recode(source, target):
    with open(source, encoding="latin-1") as src, open(target, "w", encoding="utf-8") as dst:
        while True:
            text = src.read(4096)
            if not text:
                break
            dst.write(text)


def recode_stream(src, dst):
    reader = codecs.getreader("utf-16")(src)
    writer = codecs.getwriter("utf-8")(dst)
    while text := reader.read(1024):
        writer.write(text)


# Padding changes the last block.
def pad_blocks(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while block := src.read(512):  # expect: copy-loop transformed file-to-file 512 -
            dst.write(block.ljust(512, b"\0"))


def without_the_last(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while chunk := src.read(512):  # expect: copy-loop transformed file-to-file 512
            dst.write(chunk[:-1])


# Whole blocks only: the last, shorter one is left behind.
def whole_blocks(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while len(block := src.read(512)) == 512:  # expect: copy-loop transformed file-to-file 512 -
            dst.write(block)
