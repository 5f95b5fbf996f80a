package fixtures

import (
	"bytes"
	"crypto/sha256"
	"hash/crc32"
	"io"
	"log"
	"net"
	"os"
)

// Hashed on its way: the bytes must come to user space.
func copyHashed(dst, src *os.File) ([]byte, error) {
	h := sha256.New()
	buf := make([]byte, 64*1024)
	for { // expect: copy-loop inspected file-to-file 65536 -
		n, err := src.Read(buf)
		if n > 0 {
			h.Write(buf[:n])
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return nil, werr
			}
		}
		if err == io.EOF {
			return h.Sum(nil), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func sendWithChecksum(conn *net.TCPConn, f *os.File) (sum uint32, err error) {
	buf := make([]byte, 8192)
	for { // expect: copy-loop inspected file-to-socket 8192 -
		n, rerr := f.Read(buf)
		sum = crc32.Update(sum, crc32.IEEETable, buf[:n])
		if _, err = conn.Write(buf[:n]); err != nil {
			return sum, err
		}
		if rerr == io.EOF {
			return sum, nil
		}
		if rerr != nil {
			return sum, rerr
		}
	}
}

// Counts lines while it sends.
func sendCounting(conn *net.TCPConn, f *os.File) (lines int) {
	buf := make([]byte, 4096)
	for { // expect: copy-loop inspected file-to-socket 4096 -
		n, err := f.Read(buf)
		if n > 0 {
			lines += bytes.Count(buf[:n], []byte{'\n'})
			if _, err := conn.Write(buf[:n]); err != nil {
				return lines
			}
		}
		if err != nil {
			return lines
		}
	}
}

// A proxy that logs what passes.
func spy(dst, src *net.TCPConn) {
	buf := make([]byte, 2048)
	for { // expect: copy-loop inspected socket-to-socket 2048 -
		n, err := src.Read(buf)
		if err != nil {
			return
		}
		log.Printf("> %q", buf[:n])
		if _, err := dst.Write(buf[:n]); err != nil {
			return
		}
	}
}

// Two sinks: no one call writes both.
func tee(first, second, src *os.File) error {
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop inspected file-to-file 32768 -
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := first.Write(buf[:n]); err != nil {
				return err
			}
			if _, err := second.Write(buf[:n]); err != nil {
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

// Skips blocks of zeros: decides by content.
func copySparse(dst, src *os.File) error {
	var zero [4096]byte
	buf := make([]byte, 4096)
	for { // expect: copy-loop inspected file-to-file 4096 -
		n, err := src.Read(buf)
		if n > 0 {
			if bytes.Equal(buf[:n], zero[:n]) {
				if _, err := dst.Seek(int64(n), io.SeekCurrent); err != nil {
					return err
				}
			} else if _, err := dst.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}
