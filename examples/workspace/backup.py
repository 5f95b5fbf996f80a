"""Copies a file beside itself: python3 backup.py data/sample.bin"""

import sys


def backup(name: str) -> str:
    """shutil.copyfile would let the kernel move the bytes."""
    copy = name + ".bak"
    with open(name, "rb") as source, open(copy, "wb") as target:
        while True:
            chunk = source.read(1024 * 1024)
            if not chunk:
                break
            target.write(chunk)
    return copy


if __name__ == "__main__":
    print(backup(sys.argv[1]))
