package files

import (
	"bytes"
	"crypto/sha256"
	"io"
	"net"
	"os"
)

func send(conn *net.TCPConn, path string) error {
	data, err := os.ReadFile(path) // expect: whole-file-copy replaceable file-to-socket - kernel no-fix
	if err != nil {
		return err
	}
	_, err = conn.Write(data)
	return err
}

func install(from, to string) error {
	data, err := os.ReadFile(from) // expect: whole-file-copy replaceable file-to-file - kernel no-fix
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

func keepUpload(conn *net.TCPConn, out *os.File) error {
	data, err := io.ReadAll(conn) // expect: whole-file-copy replaceable socket-to-file - depends no-fix
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return err
}

// The bytes are hashed.
func sendHashed(conn *net.TCPConn, path string) ([32]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return [32]byte{}, err
	}
	sum := sha256.Sum256(data)
	_, err = conn.Write(data)
	return sum, err
}

// A part alone is sent.
func sendHead(conn *net.TCPConn, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, err = conn.Write(data[:10])
	return err
}

// The bytes are changed.
func upper(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, bytes.ToUpper(data), 0o644)
}

// They go to two places.
func twice(a, b *net.TCPConn, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if _, err := a.Write(data); err != nil {
		return err
	}
	_, err = b.Write(data)
	return err
}

// Whatever w is, nothing tells.
func unknown(w io.Writer, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
