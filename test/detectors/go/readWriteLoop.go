package fixtures

import (
	"errors"
	"io"
	"net"
	"os"
)

const blockSize = 64 * 1024

// The end test after the write: bytes and io.EOF may arrive together.
func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 4096)
	for { // expect: copy-loop replaceable file-to-file 4096 kernel
		n, err := in.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
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

// The end test on the count.
func snapshot(db *os.File, target string) error {
	dest, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	page := make([]byte, blockSize)
	for { // expect: copy-loop replaceable file-to-file 65536 kernel
		count, err := db.Read(page)
		if err != nil && err != io.EOF {
			dest.Close()
			return err
		}
		if count == 0 {
			break
		}
		if _, err := dest.Write(page[:count]); err != nil {
			dest.Close()
			return err
		}
	}
	return dest.Close()
}

// The copy loop of a standard library, written out, with its total.
func sendTo(conn *net.TCPConn, f *os.File) (written int64, err error) {
	chunk := make([]byte, 32<<10)
	for { // expect: copy-loop replaceable file-to-socket 32768 kernel
		nr, er := f.Read(chunk)
		if nr > 0 {
			nw, ew := conn.Write(chunk[0:nr])
			if nw > 0 {
				written += int64(nw)
			}
			if ew != nil {
				err = ew
				break
			}
			if nr != nw {
				err = io.ErrShortWrite
				break
			}
		}
		if er != nil {
			if er != io.EOF {
				err = er
			}
			break
		}
	}
	return written, err
}

// Read before the loop and again at its foot; the connection is dialled here, so it is TCP.
func pushImage(addr, path string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	image, err := os.Open(path)
	if err != nil {
		return err
	}
	defer image.Close()
	var block [8192]byte
	for n, rerr := image.Read(block[:]); n > 0; n, rerr = image.Read(block[:]) { // expect: copy-loop replaceable file-to-socket 8192 kernel
		if _, err := conn.Write(block[:n]); err != nil {
			return err
		}
		if rerr != nil && !errors.Is(rerr, io.EOF) {
			return rerr
		}
	}
	return nil
}
