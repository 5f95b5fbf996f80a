package fixtures

import (
	"compress/gzip"
	"crypto/cipher"
	"crypto/tls"
	"io"
	"os"
)

func sendSecure(addr string, f *os.File) error {
	conn, err := tls.Dial("tcp", addr, &tls.Config{MinVersion: tls.VersionTLS12})
	if err != nil {
		return err
	}
	defer conn.Close()
	buf := make([]byte, 16*1024)
	for { // expect: copy-loop encrypted file-to-socket 16384 -
		n, err := f.Read(buf)
		if n > 0 {
			if _, err := conn.Write(buf[:n]); err != nil {
				return err
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

func fetchSecure(conn *tls.Conn, out *os.File) error {
	buf := make([]byte, 8192)
	for { // expect: copy-loop encrypted socket-to-file 8192 -
		n, err := conn.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

func compress(out, in *os.File) error {
	zw := gzip.NewWriter(out)
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop encrypted file-to-file 32768 -
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := zw.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	return zw.Close()
}

// A bound on what comes out of a decompressor: io.Copy would be a bomb's open door.
func expand(out, in *os.File, limit int64) error {
	zr, err := gzip.NewReader(in)
	if err != nil {
		return err
	}
	buf := make([]byte, 4096)
	var total int64
	for total < limit { // expect: copy-loop encrypted file-to-file 4096 -
		n, err := zr.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
			total += int64(n)
		}
		if err != nil {
			break
		}
	}
	return zr.Close()
}

func encrypt(out, in *os.File, stream cipher.Stream) error {
	buf := make([]byte, 4096)
	for { // expect: copy-loop encrypted file-to-file 4096 -
		n, err := in.Read(buf)
		if n > 0 {
			stream.XORKeyStream(buf[:n], buf[:n])
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}
