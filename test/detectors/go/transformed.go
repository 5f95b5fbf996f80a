package fixtures

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
)

func scramble(dst, src *os.File, key byte) error {
	buf := make([]byte, 4096)
	for { // expect: copy-loop transformed file-to-file 4096 -
		n, err := src.Read(buf)
		for i := 0; i < n; i++ {
			buf[i] ^= key
		}
		if _, werr := dst.Write(buf[:n]); werr != nil {
			return werr
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func upper(dst, src *os.File) error {
	buf := make([]byte, 1024)
	for { // expect: copy-loop transformed file-to-file 1024 -
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := dst.Write(bytes.ToUpper(buf[:n])); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// Another buffer is written than the one that is read.
func encode(dst io.Writer, src *os.File) error {
	raw := make([]byte, 3*1024)
	text := make([]byte, base64.StdEncoding.EncodedLen(len(raw)))
	for {
		n, err := io.ReadFull(src, raw)
		if n > 0 {
			base64.StdEncoding.Encode(text, raw[:n])
			if _, err := dst.Write(text[:base64.StdEncoding.EncodedLen(n)]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

func dumpHex(dst io.Writer, src io.Reader) {
	line := make([]byte, 16)
	for offset := 0; ; offset += len(line) {
		n, err := src.Read(line)
		if n == 0 || err != nil {
			return
		}
		fmt.Fprintf(dst, "%08x  %s\n", offset, hex.EncodeToString(line[:n]))
	}
}

// Framing: each chunk gets its length in front, so the stream that leaves is another one.
func sendFramed(conn *net.TCPConn, f *os.File) error {
	buf := make([]byte, 16*1024)
	var head [4]byte
	for { // expect: copy-loop transformed file-to-socket 16384 -
		n, err := f.Read(buf)
		if n > 0 {
			binary.BigEndian.PutUint32(head[:], uint32(n))
			if _, err := conn.Write(head[:]); err != nil {
				return err
			}
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

// Chunked coding by hand.
func sendChunked(conn net.Conn, f *os.File) error {
	buf := make([]byte, 4096)
	for { // expect: copy-loop transformed file-to-socket 4096 -
		n, err := f.Read(buf)
		if n > 0 {
			fmt.Fprintf(conn, "%x\r\n", n)
			conn.Write(buf[:n])
			io.WriteString(conn, "\r\n")
		}
		if err != nil {
			_, err = io.WriteString(conn, "0\r\n\r\n")
			return err
		}
	}
}

// Nothing but the first bytes of the last chunk is left.
func cutAgain(out, in *os.File) error {
	buf := make([]byte, 4096)
	for { // expect: copy-loop inspected
		n, err := in.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				return werr
			}
			out.Truncate(10)
		}
		if err != nil {
			return err
		}
	}
}
