package fixtures

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"fmt"
	"hash"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
)

// Without a listener io.Copy is called, with one the loop runs.
func fetchTool(url, dest string, progress func(done, total int64)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d", url, resp.StatusCode)
	}
	f, err := os.OpenFile(dest, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o755)
	if err != nil {
		return fmt.Errorf("destination: %w", err)
	}
	defer func() { _ = f.Close() }()
	if progress == nil {
		_, err = io.Copy(f, resp.Body)
		return err
	}
	var done int64
	buf := make([]byte, 32*1024)
	for { // expect: tidy-copy replaceable socket-to-file 32768 user-space
		n, readErr := resp.Body.Read(buf)
		if n > 0 {
			if _, writeErr := f.Write(buf[:n]); writeErr != nil {
				return fmt.Errorf("write: %w", writeErr)
			}
			done += int64(n)
			progress(done, resp.ContentLength)
		}
		if readErr == io.EOF {
			break
		}
		if readErr != nil {
			return fmt.Errorf("body: %w", readErr)
		}
	}
	return nil
}

// Several hashes, no sink.
func sums(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	hashes := map[string]hash.Hash{"md5": md5.New(), "sha1": sha1.New()}
	buf := make([]byte, 8192)
	for {
		n, err := f.Read(buf)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			h.Write(buf[:n])
		}
	}
	out := map[string]string{}
	for name, h := range hashes {
		out[name] = fmt.Sprintf("%x", h.Sum(nil))
	}
	return out, nil
}

type transcript struct {
	mu      sync.Mutex
	pending bytes.Buffer
}

// Gathered under a lock until someone flushes.
func (t *transcript) follow(output io.Reader) {
	buf := make([]byte, 4096)
	for { // expect: copy-loop memory-sink unknown-to-memory 4096
		n, err := output.Read(buf)
		if n > 0 {
			t.mu.Lock()
			t.pending.Write(buf[:n])
			t.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// A scanner's protocol wants each chunk's size in front.
func scan(conn *net.TCPConn, r io.Reader) error {
	if _, err := conn.Write([]byte("STREAM\x00")); err != nil {
		return err
	}
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop transformed unknown-to-socket 32768
		n, rerr := r.Read(buf)
		if n > 0 {
			size := []byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
			if _, err := conn.Write(size); err != nil {
				return err
			}
			if _, err := conn.Write(buf[:n]); err != nil {
				return err
			}
		}
		if rerr == io.EOF {
			break
		}
		if rerr != nil {
			return rerr
		}
	}
	_, err := conn.Write(make([]byte, 4))
	return err
}

// Accepts for ever, answers once each: the loop moves no bytes of its own.
func answerOnce(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func(c net.Conn) {
			defer c.Close()
			buf := make([]byte, 1024)
			n, err := c.Read(buf)
			if err != nil {
				return
			}
			c.Write(buf[:n])
		}(conn)
	}
}
