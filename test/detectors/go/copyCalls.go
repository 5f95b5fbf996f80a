package fixtures

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"fmt"
	"io"
	"net"
	"os"
)

// A section of a file is no *os.File: sendfile is lost. Seek and io.CopyN keep it.
func sendSection(conn *net.TCPConn, f *os.File, from, size int64) (int64, error) {
	return io.Copy(conn, io.NewSectionReader(f, from, size)) // expect: copy-call replaceable file-to-socket - kernel
}

func copySection(dst, src *os.File, size int64) error {
	section := io.NewSectionReader(src, 0, size)
	if _, err := io.Copy(dst, section); err != nil { // expect: copy-call replaceable file-to-file - kernel
		return err
	}
	return dst.Sync()
}

// Counts, and thereby hides ReadFrom; io.Copy returns the count anyway.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func sendCounted(conn *net.TCPConn, f *os.File) (int64, error) {
	c := &counter{w: conn}
	_, err := io.Copy(c, f) // expect: copy-call replaceable file-to-socket - kernel
	return c.n, err
}

// Hides ReadFrom and WriteTo on purpose, to make a given buffer count.
func sendByBuffer(conn *net.TCPConn, f *os.File) error {
	buf := make([]byte, 1<<20)
	_, err := io.CopyBuffer(struct{ io.Writer }{conn}, struct{ io.Reader }{f}, buf) // expect: copy-call replaceable file-to-socket 1048576 kernel
	return err
}

// Right as they are, from here on.

func sendPlain(conn *net.TCPConn, f *os.File) (int64, error) { return io.Copy(conn, f) }

func sendLimited(conn *net.TCPConn, f *os.File, n int64) (int64, error) {
	return io.Copy(conn, io.LimitReader(f, n))
}

func sendN(conn *net.TCPConn, f *os.File, n int64) (int64, error) { return io.CopyN(conn, f, n) }

// bufio.Writer hands ReadFrom on once its buffer is empty: sendfile is seen in a trace.
func sendAfterHeader(conn *net.TCPConn, f *os.File, size int64) error {
	w := bufio.NewWriter(conn)
	fmt.Fprintf(w, "SIZE %d\r\n", size)
	if _, err := io.Copy(w, f); err != nil {
		return err
	}
	return w.Flush()
}

// The bytes are needed: a hash beside the copy.
func sendHashed(conn *net.TCPConn, f *os.File) ([]byte, error) {
	h := sha1.New()
	_, err := io.Copy(conn, io.TeeReader(f, h))
	return h.Sum(nil), err
}

func sendTwice(a, b *net.TCPConn, f *os.File) error {
	_, err := io.Copy(io.MultiWriter(a, b), f)
	return err
}

func inflate(dst, src *os.File) error {
	zr, err := gzip.NewReader(src)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, zr)
	return err
}

func hold(f *os.File) (*bytes.Buffer, error) {
	var b bytes.Buffer
	_, err := io.Copy(&b, f)
	return &b, err
}

func throwAway(r io.Reader) { io.Copy(io.Discard, r) }
