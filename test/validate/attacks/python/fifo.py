import os


def collect(to):
    os.mkfifo("events")
    with open("/dev/stdin", "rb") as src, open(to, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
