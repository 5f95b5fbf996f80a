// Follows log files, batches lines and ships them compressed; rotated files are moved as they are.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

var stamp = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\S+ `)

type line struct {
	Time string `json:"time"`
	Text string `json:"text"`
}

type shipper struct {
	endpoint string
	client   *http.Client
	batch    []line
	limit    int
	archive  string
}

func parse(raw string) line {
	at := stamp.FindStringIndex(raw)
	if at == nil {
		return line{Text: raw}
	}
	return line{Time: raw[:at[1]-1], Text: raw[at[1]:]}
}

func (s *shipper) follow(path string, stop <-chan struct{}) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 64*1024)
	for {
		text, err := r.ReadString('\n')
		if text != "" && err == nil {
			if err := s.add(parse(text)); err != nil {
				return err
			}
			continue
		}
		select {
		case <-stop:
			return s.flush()
		case <-time.After(time.Second):
		}
	}
}

func (s *shipper) add(l line) error {
	s.batch = append(s.batch, l)
	if len(s.batch) < s.limit {
		return nil
	}
	return s.flush()
}

func (s *shipper) flush() error {
	if len(s.batch) == 0 {
		return nil
	}
	var body bytes.Buffer
	zw := gzip.NewWriter(&body)
	enc := json.NewEncoder(zw)
	for _, l := range s.batch {
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	if err := zw.Close(); err != nil {
		return err
	}
	resp, err := s.client.Post(s.endpoint, "application/json", &body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	s.batch = s.batch[:0]
	return nil
}

// Rotated logs on another filesystem: rename fails, so the bytes move.
func (s *shipper) move(path string) error {
	target := filepath.Join(s.archive, filepath.Base(path))
	if os.Rename(path, target) == nil {
		return nil
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	chunk := make([]byte, 128<<10)
	var moved int64
	for { // expect: copy-loop replaceable file-to-file 131072 kernel
		n, rerr := in.Read(chunk)
		if n > 0 {
			w, werr := out.Write(chunk[:n])
			moved += int64(w)
			if werr != nil {
				out.Close()
				return werr
			}
		}
		if rerr == io.EOF {
			break
		}
		if rerr != nil {
			out.Close()
			return rerr
		}
	}
	log.Printf("%s: %d bytes moved", path, moved)
	if err := out.Close(); err != nil {
		return err
	}
	return os.Remove(path)
}

// Compressed on the way: a relay no call can replace.
func (s *shipper) compress(path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(path + ".gz")
	if err != nil {
		return err
	}
	defer out.Close()
	zw := gzip.NewWriter(out)
	if _, err := io.Copy(zw, in); err != nil {
		return err
	}
	return zw.Close()
}

func countLines(f *os.File) (count int, err error) {
	buf := make([]byte, 32*1024)
	for {
		n, err := f.Read(buf)
		count += bytes.Count(buf[:n], []byte{'\n'})
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, err
		}
	}
}

func main() {
	s := &shipper{endpoint: os.Args[1], client: http.DefaultClient, limit: 500, archive: "/var/backups/logs"}
	rotated, _ := filepath.Glob("/var/log/app/*.log.[0-9]*")
	for i, path := range rotated {
		move := s.move
		if i > 3 {
			move = s.compress
		}
		if err := move(path); err != nil {
			log.Print(err)
		}
	}
	if f, err := os.Open("/var/log/app/app.log"); err == nil {
		n, _ := countLines(f)
		log.Print("lines so far: ", n)
		f.Close()
	}
	log.Fatal(s.follow("/var/log/app/app.log", nil))
}
