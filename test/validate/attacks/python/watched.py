# A thread shows the total while the copy goes on.
import threading
import time


def copy(a, b):
    copied = 0

    def show():
        while True:
            print(copied)
            time.sleep(1)

    threading.Thread(target=show, daemon=True).start()
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
            copied += len(chunk)
