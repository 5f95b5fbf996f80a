# The source is made by what is written: one end is the other's feed.
import subprocess


def copy(command, b):
    with subprocess.Popen(command, stdout=subprocess.PIPE) as job, open(b, 'wb') as dst:
        while chunk := job.stdout.read(65536):
            dst.write(chunk)
            if job.poll() is not None:
                break
