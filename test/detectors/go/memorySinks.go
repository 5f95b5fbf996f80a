package fixtures

import (
	"bytes"
	"io"
	"net"
	"os"
	"strings"
)

func slurp(f *os.File) ([]byte, error) {
	var all bytes.Buffer
	buf := make([]byte, 4096)
	for { // expect: copy-loop memory-sink file-to-memory 4096 -
		n, err := f.Read(buf)
		if n > 0 {
			all.Write(buf[:n])
		}
		if err == io.EOF {
			return all.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func readText(conn *net.TCPConn) string {
	var text strings.Builder
	buf := make([]byte, 512)
	for { // expect: copy-loop memory-sink socket-to-memory 512 -
		n, err := conn.Read(buf)
		text.Write(buf[:n])
		if err != nil {
			return text.String()
		}
	}
}

// Appends to a slice: no write at all.
func gather(r io.Reader) ([]byte, error) {
	var all []byte
	buf := make([]byte, 1024)
	for {
		n, err := r.Read(buf)
		all = append(all, buf[:n]...)
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// Fills one large buffer in place, then writes it once.
func load(f *os.File, w io.Writer) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	data := make([]byte, info.Size())
	for off := 0; off < len(data); {
		n, err := f.Read(data[off:])
		if err != nil {
			return err
		}
		off += n
	}
	_, err = w.Write(data)
	return err
}

// Every chunk goes to a channel, each in its own buffer.
func produce(f *os.File, out chan<- []byte) {
	defer close(out)
	for {
		part := make([]byte, 8192)
		n, err := f.Read(part)
		if n > 0 {
			out <- part[:n]
		}
		if err != nil {
			return
		}
	}
}
