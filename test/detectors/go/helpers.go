package fixtures

import (
	"bufio"
	"io"
	"net"
	"os"
)

func fill(r *os.File, buf []byte) (int, error) {
	n, err := r.Read(buf)
	if err == io.EOF {
		return n, nil
	}
	return n, err
}

func put(w *net.TCPConn, data []byte) error {
	_, err := w.Write(data)
	return err
}

// Reads through a helper of this file.
func viaReader(dst *net.TCPConn, src *os.File) error {
	buf := make([]byte, 8192)
	for { // expect: copy-loop replaceable file-to-socket 8192 kernel
		n, err := fill(src, buf)
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		if _, err := dst.Write(buf[:n]); err != nil {
			return err
		}
	}
}

// Writes through a helper of this file.
func viaWriter(dst *net.TCPConn, src *os.File) error {
	buf := make([]byte, 8192)
	for { // expect: copy-loop replaceable file-to-socket 8192 kernel
		n, err := src.Read(buf)
		if n > 0 {
			if werr := put(dst, buf[:n]); werr != nil {
				return werr
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// O_APPEND rules out copy_file_range: io.Copy would loop as well.
func appendTo(log string, part *os.File) error {
	out, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 4096)
	for { // expect: tidy-copy replaceable file-to-file 4096 user-space
		n, err := part.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			break
		}
	}
	return nil
}

// Buffered on both sides; the files are in sight, so io.Copy on the bare files reaches the kernel.
func buffered(dst, src *os.File) error {
	r := bufio.NewReader(src)
	w := bufio.NewWriter(dst)
	buf := make([]byte, 1024)
	for { // expect: copy-loop replaceable file-to-file 1024 kernel
		n, err := r.Read(buf)
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			break
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return err
		}
	}
	return w.Flush()
}
