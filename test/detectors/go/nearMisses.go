package nearmisses

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"net"
	"os"
)

type digester struct {
	hash.Hash
	buf []byte
}

// The hash is fed; nothing comes out of it.
func (d *digester) ReadFrom(r io.Reader) (total int64, err error) {
	for {
		n, err := r.Read(d.buf)
		d.Hash.Write(d.buf[:n])
		total += int64(n)
		if err != nil {
			return total, err
		}
	}
}

// Every entry is a stream of its own.
func entries(in *tar.Reader, out *tar.Writer) error {
	for {
		head, err := in.Next()
		if err != nil {
			return err
		}
		if err := out.WriteHeader(head); err != nil {
			return err
		}
		body := make([]byte, head.Size)
		if _, err := io.ReadFull(in, body); err != nil {
			return err
		}
		if _, err := out.Write(body); err != nil {
			return err
		}
	}
}

// The head of each frame says which way it goes.
func split(in io.Reader, first, second io.Writer) error {
	head := make([]byte, 8)
	for {
		if _, err := io.ReadFull(in, head); err != nil {
			return err
		}
		body := make([]byte, binary.BigEndian.Uint32(head[4:]))
		if _, err := io.ReadFull(in, body); err != nil {
			return err
		}
		out := first
		if head[0] == 2 {
			out = second
		}
		if _, err := out.Write(body); err != nil {
			return err
		}
	}
}

// A block's digest takes its place.
func digests(in *os.File, out *os.File, size int) error {
	block := make([]byte, size)
	for { // expect: copy-loop transformed
		if _, err := io.ReadFull(in, block); err != nil {
			return err
		}
		sum := sha256.Sum256(block)
		if _, err := out.Write(sum[:]); err != nil {
			return err
		}
	}
}

// What was read is tested before anything is sent.
func untilQuit(conn net.Conn) {
	buf := make([]byte, 1024)
	for { // expect: copy-loop inspected
		n, err := conn.Read(buf)
		if err != nil || string(buf[:n]) == "QUIT" {
			return
		}
		conn.Write(buf[:n])
	}
}

// Datagrams go back to where they came from, one by one.
func datagrams(conn net.PacketConn) error {
	buf := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return err
		}
		if _, err := conn.WriteTo(buf[:n], from); err != nil {
			return err
		}
	}
}
