// A small HTTP/1.1 file server on bare TCP: only the two loops that send a file's bytes are relays.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

var errBadRange = errors.New("range not satisfiable")

type request struct {
	method, path string
	header       map[string]string
}

type server struct {
	root    string
	timeout time.Duration
	index   []string
}

func readRequest(r *bufio.Reader) (*request, error) {
	line, err := r.ReadString('\n')
	if err != nil {
		return nil, err
	}
	parts := strings.Fields(line)
	if len(parts) != 3 {
		return nil, fmt.Errorf("malformed request line %q", line)
	}
	req := &request{method: parts[0], path: parts[1], header: map[string]string{}}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			return req, nil
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			req.header[strings.ToLower(name)] = strings.TrimSpace(value)
		}
	}
}

func parseRange(value string, size int64) (from, to int64, err error) {
	spec := strings.TrimPrefix(value, "bytes=")
	first, last, ok := strings.Cut(spec, "-")
	if !ok {
		return 0, 0, errBadRange
	}
	if from, err = strconv.ParseInt(first, 10, 64); err != nil {
		return 0, 0, errBadRange
	}
	to = size - 1
	if last != "" {
		if to, err = strconv.ParseInt(last, 10, 64); err != nil {
			return 0, 0, errBadRange
		}
	}
	if from > to || to >= size {
		return 0, 0, errBadRange
	}
	return from, to, nil
}

func (s *server) resolve(raw string) (string, error) {
	u, err := url.ParseRequestURI(raw)
	if err != nil {
		return "", err
	}
	name := filepath.Join(s.root, filepath.Clean("/"+u.Path))
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return name, nil
	}
	for _, index := range s.index {
		candidate := filepath.Join(name, index)
		if _, err := os.Stat(candidate); err == nil {
			return candidate, nil
		}
	}
	return "", os.ErrNotExist
}

func (s *server) sendWhole(conn *net.TCPConn, f *os.File) (sent int64, err error) {
	buf := make([]byte, 64*1024)
	for { // expect: copy-loop replaceable file-to-socket 65536 kernel
		n, err := f.Read(buf)
		if n > 0 {
			conn.SetWriteDeadline(time.Now().Add(s.timeout))
			m, err := conn.Write(buf[:n])
			sent += int64(m)
			if err != nil {
				return sent, err
			}
		}
		if err == io.EOF {
			return sent, nil
		}
		if err != nil {
			return sent, err
		}
	}
}

func (s *server) sendPart(conn *net.TCPConn, f *os.File, from, to int64) error {
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return err
	}
	left := to - from + 1
	buf := make([]byte, 8<<10)
	for left > 0 { // expect: copy-loop replaceable file-to-socket 8192 kernel
		if int64(len(buf)) > left {
			buf = buf[:left]
		}
		n, err := f.Read(buf)
		if n == 0 || err != nil {
			return io.ErrUnexpectedEOF
		}
		if _, err := conn.Write(buf[:n]); err != nil {
			return err
		}
		left -= int64(n)
	}
	return nil
}

func (s *server) answer(conn *net.TCPConn, req *request) error {
	name, err := s.resolve(req.path)
	if err != nil {
		_, err = io.WriteString(conn, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	kind := mime.TypeByExtension(filepath.Ext(name))
	if spec := req.header["range"]; spec != "" {
		from, to, err := parseRange(spec, info.Size())
		if err != nil {
			_, err = io.WriteString(conn, "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n")
			return err
		}
		fmt.Fprintf(conn, "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n\r\n", from, to, info.Size())
		return s.sendPart(conn, f, from, to)
	}
	fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, info.Size())
	if req.method == "HEAD" {
		return nil
	}
	_, err = s.sendWhole(conn, f)
	return err
}

func (s *server) serve(conn *net.TCPConn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	for {
		req, err := readRequest(r)
		if err != nil {
			return
		}
		if err := s.answer(conn, req); err != nil {
			log.Print(err)
			return
		}
	}
}

func main() {
	ln, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080})
	if err != nil {
		log.Fatal(err)
	}
	s := &server{root: ".", timeout: 30 * time.Second, index: []string{"index.html", "index.htm"}}
	for {
		conn, err := ln.AcceptTCP()
		if err != nil {
			log.Fatal(err)
		}
		go s.serve(conn)
	}
}
