package fixtures

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

// Lines, not bytes: every line is looked at.
func filterLines(w io.Writer, f *os.File, word string) error {
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if strings.Contains(sc.Text(), word) {
			if _, err := fmt.Fprintln(w, sc.Text()); err != nil {
				return err
			}
		}
	}
	return sc.Err()
}

// Read request, write another thing back.
func serve(conn net.Conn) {
	buf := make([]byte, 256)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		switch cmd := strings.TrimSpace(string(buf[:n])); cmd {
		case "PING":
			conn.Write([]byte("PONG\n"))
		case "QUIT":
			return
		default:
			fmt.Fprintf(conn, "ERR unknown command %q\n", cmd)
		}
	}
}

type record struct {
	Kind uint16
	Size uint16
}

// Fixed records with a kind each: some are kept, some not.
func copyRecords(w io.Writer, r io.Reader, kind uint16) error {
	for {
		var rec record
		if err := binary.Read(r, binary.LittleEndian, &rec); err != nil {
			return err
		}
		body := make([]byte, rec.Size)
		if _, err := io.ReadFull(r, body); err != nil {
			return err
		}
		if rec.Kind != kind {
			continue
		}
		if _, err := w.Write(body); err != nil {
			return err
		}
	}
}

// Stops at a mark in the data.
func copyUntilBlank(dst, src *os.File) error {
	buf := make([]byte, 1024)
	for { // expect: copy-loop inspected file-to-file 1024 -
		n, err := src.Read(buf)
		if at := bytes.Index(buf[:n], []byte("\n\n")); at >= 0 {
			_, err := dst.Write(buf[:at])
			return err
		}
		if _, err := dst.Write(buf[:n]); err != nil {
			return err
		}
		if err != nil {
			return err
		}
	}
}

func decodeAll(r io.Reader, w io.Writer) error {
	dec := json.NewDecoder(r)
	enc := json.NewEncoder(w)
	for {
		var event map[string]any
		if err := dec.Decode(&event); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		delete(event, "password")
		if err := enc.Encode(event); err != nil {
			return err
		}
	}
}

func sameContent(a, b *os.File) (bool, error) {
	one, two := make([]byte, 4096), make([]byte, 4096)
	for {
		n, err1 := io.ReadFull(a, one)
		m, err2 := io.ReadFull(b, two)
		if !bytes.Equal(one[:n], two[:m]) {
			return false, nil
		}
		if err1 != nil || err2 != nil {
			return err1 == err2, nil
		}
	}
}
