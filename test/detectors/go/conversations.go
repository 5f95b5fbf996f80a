package fixtures

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"io"
	"net"
	"os"
	"sync"
	"testing"
	"time"
)

// Random bytes come from nowhere: no source to copy from.
func fillWithNoise(f *os.File, blocks int) error {
	block := make([]byte, 4096)
	for i := 0; i < blocks; i++ {
		if _, err := rand.Read(block); err != nil {
			return err
		}
		if _, err := f.Write(block); err != nil {
			return err
		}
	}
	return nil
}

type summer interface {
	io.Writer
	Sum(b []byte) []byte
}

// Whatever is asked for its Sum is a hash.
func fingerprint(r io.Reader, make_ func() summer) ([]byte, error) {
	s := make_()
	b := make([]byte, 1024)
	for {
		n, err := r.Read(b)
		if err == io.EOF {
			return s.Sum(nil), nil
		}
		if _, err := s.Write(b[:n]); err != nil {
			return nil, err
		}
	}
}

// A question, whose answer is read into the same buffer.
func ping(conn *net.TCPConn, message []byte) error {
	for {
		if _, err := conn.Write(message); err != nil {
			return err
		}
		if _, err := io.ReadFull(conn, message); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Both ends of a connection at the same time.
func measure(b *testing.B, near, far *net.TCPConn, data []byte) {
	for i := 0; i < b.N; i++ {
		var wg sync.WaitGroup
		wg.Add(2)
		go func() { near.Write(data); wg.Done() }()
		go func() { io.ReadFull(far, data); wg.Done() }()
		wg.Wait()
	}
}

// A terminal: what is typed goes the other way in the same loop.
func terminal(conn *net.TCPConn, typed <-chan string) error {
	buf := make([]byte, 512)
	for { // expect: copy-loop inspected
		n, err := conn.Read(buf)
		if err != nil {
			return err
		}
		os.Stdout.Write(buf[:n])
		select {
		case line := <-typed:
			conn.Write([]byte(line))
		default:
		}
	}
}

type auditing struct {
	w   io.Writer
	log bytes.Buffer
}

func (a *auditing) put(p []byte) error {
	a.log.Write(p)
	_, err := a.w.Write(p)
	return err
}

// The method keeps a copy: found by the type of what it is called on.
func audited(a *auditing, src *os.File) error {
	buf := make([]byte, 2048)
	for { // expect: copy-loop inspected
		n, err := src.Read(buf)
		if n > 0 {
			if err := a.put(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// One goroutine a connection: the loop that accepts copies nothing.
func serveEcho(ln *net.TCPListener) {
	for {
		conn, err := ln.AcceptTCP()
		if err != nil {
			return
		}
		go func() {
			one := make([]byte, 16)
			n, _ := conn.Read(one)
			conn.Write(one[:n])
			conn.Close()
		}()
	}
}

func source(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func secured(addr string) (net.Conn, error) {
	conn, err := tls.Dial("tcp", addr, nil)
	return conn, err
}

// What a function of this file returns is known: a file here, TLS there.
func sendByHelpers(addr, name string, plain *net.TCPConn) error {
	f, err := source(name)
	if err != nil {
		return err
	}
	conn, err := secured(addr)
	if err != nil {
		return err
	}
	buf := make([]byte, 1024)
	for { // expect: copy-loop encrypted file-to-socket 1024
		n, err := f.Read(buf)
		if err != nil {
			break
		}
		if _, err := conn.Write(buf[:n]); err != nil {
			return err
		}
	}
	for { // expect: copy-loop replaceable file-to-socket 1024 kernel
		n, err := f.Read(buf)
		if err != nil {
			return nil
		}
		if _, err := plain.Write(buf[:n]); err != nil {
			return err
		}
	}
}
