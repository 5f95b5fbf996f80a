# copyfileobj is replaced.
import shutil

shutil.copyfileobj = lambda a, b: None


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        shutil.copyfileobj(src, dst)
