# The program puts its own open in the place of the builtin one.
import builtins

import vault

builtins.open = vault.open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
