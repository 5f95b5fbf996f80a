# Two files in one with-statement.
import os


def backup(source, target):
    with open(source, 'rb') as src, open(target, 'wb') as dst:
        while True:
            chunk = src.read(1024 * 1024)
            if not chunk:
                break
            dst.write(chunk)
    os.chmod(target, 0o600)
