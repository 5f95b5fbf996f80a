# The call does not begin its line: no statement with a block can stand before it.
import shutil


def copy(src, dst):
    with open(src, "rb") as f, open(dst, "wb") as g:
        n = 0; shutil.copyfileobj(f, g)
