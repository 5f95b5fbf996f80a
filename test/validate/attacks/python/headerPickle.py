import os
import pickle


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        head = pickle.load(src)
        while chunk := src.read(4096):
            dst.write(chunk)
    return head
