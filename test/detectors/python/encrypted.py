import bz2
import gzip
import socket
import ssl
import zipfile
import zlib


def send_secure(host, path):
    context = ssl.create_default_context()
    with socket.create_connection((host, 443)) as raw:
        with context.wrap_socket(raw, server_hostname=host) as conn, open(path, "rb") as f:
            while True:  # expect: copy-loop encrypted file-to-socket 16384 -
                chunk = f.read(16384)
                if not chunk:
                    break
                conn.sendall(chunk)


def fetch_secure(conn: ssl.SSLSocket, path):
    with open(path, "wb") as out:
        while data := conn.recv(8192):  # expect: copy-loop encrypted socket-to-file 8192 -
            out.write(data)


def compress(source, target):
    with open(source, "rb") as src, gzip.open(target, "wb") as dst:
        while chunk := src.read(65536):  # expect: copy-loop encrypted file-to-file 65536 -
            dst.write(chunk)


def expand(source, target):
    with bz2.BZ2File(source) as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop encrypted file-to-file 32768 -
            chunk = src.read(32768)
            if not chunk:
                break
            dst.write(chunk)


def extract(archive, name, target):
    with zipfile.ZipFile(archive) as zf, zf.open(name) as member, open(target, "wb") as out:
        while chunk := member.read(8192):  # expect: copy-loop encrypted file-to-file 8192 -
            out.write(chunk)


def deflate(source, target):
    packer = zlib.compressobj()
    with open(source, "rb") as src, open(target, "wb") as dst:
        while chunk := src.read(65536):  # expect: copy-loop encrypted file-to-file 65536 -
            dst.write(packer.compress(chunk))
        dst.write(packer.flush())


def encrypt(cipher, source, target):
    encryptor = cipher.encryptor()
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop encrypted file-to-file 4096 -
            chunk = src.read(4096)
            if not chunk:
                break
            dst.write(encryptor.update(chunk))
        dst.write(encryptor.finalize())
