package fixtures

import (
	"io"
	"net"
	"os"
	"syscall"
)

// An inner loop for short writes belongs to the relay around it.
func copyFd(in, out string) error {
	src, err := syscall.Open(in, syscall.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(src)
	dst, err := syscall.Open(out, syscall.O_WRONLY|syscall.O_CREAT|syscall.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	defer syscall.Close(dst)
	buf := make([]byte, 65536)
	for { // expect: copy-loop replaceable file-to-file 65536 kernel
		n, err := syscall.Read(src, buf)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		for off := 0; off < n; {
			w, err := syscall.Write(dst, buf[off:n])
			if err != nil {
				return err
			}
			off += w
		}
	}
}

func drain(conn *net.TCPConn, f *os.File) error {
	buf := make([]byte, 12*1024)
	for { // expect: copy-loop replaceable file-to-socket 12288 kernel
		n, rerr := f.Read(buf)
		pending := buf[:n]
		for len(pending) > 0 {
			w, err := conn.Write(pending)
			if err != nil {
				return err
			}
			pending = pending[w:]
		}
		if rerr == io.EOF {
			return nil
		}
		if rerr != nil {
			return rerr
		}
	}
}

// Positioned reads and writes: seek both, then io.CopyN moves the same range.
func copyRange(dst, src *os.File, at, length int64) error {
	buf := make([]byte, 256*1024)
	for done := int64(0); done < length; { // expect: copy-loop replaceable file-to-file 262144 kernel
		part := buf
		if left := length - done; left < int64(len(part)) {
			part = part[:left]
		}
		n, err := src.ReadAt(part, at+done)
		if n == 0 && err != nil {
			return err
		}
		if _, err := dst.WriteAt(part[:n], at+done); err != nil {
			return err
		}
		done += int64(n)
	}
	return nil
}
