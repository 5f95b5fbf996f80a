package fixtures

import (
	"io"
	"log"
	"net"
	"sync"
)

func pump(dst, src *net.TCPConn) {
	defer dst.CloseWrite()
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop replaceable socket-to-socket 32768 kernel
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := dst.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// net.Conn may be TLS: what io.Copy reaches depends on it.
func tunnel(client net.Conn, upstream net.Conn) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		b := make([]byte, 4096)
		for { // expect: copy-loop replaceable socket-to-socket 4096 depends
			n, err := client.Read(b)
			if err != nil {
				return
			}
			if _, err = upstream.Write(b[:n]); err != nil {
				return
			}
		}
	}()
	go func() {
		defer wg.Done()
		b := make([]byte, 4096)
		for { // expect: copy-loop replaceable socket-to-socket 4096 depends
			n, err := upstream.Read(b)
			if err != nil {
				return
			}
			if _, err = client.Write(b[:n]); err != nil {
				return
			}
		}
	}()
	wg.Wait()
}

// An echo is a relay to the same connection: io.Copy(c, c).
func echo(c *net.TCPConn) {
	defer c.Close()
	buf := make([]byte, 512)
	for { // expect: copy-loop replaceable socket-to-socket 512 kernel
		n, err := c.Read(buf)
		if err != nil {
			if err != io.EOF {
				log.Println("echo:", err)
			}
			return
		}
		if _, err := c.Write(buf[:n]); err != nil {
			return
		}
	}
}

type forwarder struct {
	in    *net.UnixConn
	out   *net.TCPConn
	bytes uint64
}

// Ends and total in a struct.
func (f *forwarder) run() error {
	buf := make([]byte, 8*1024)
	var err error
	for err == nil { // expect: copy-loop replaceable socket-to-socket 8192 kernel
		var n int
		n, err = f.in.Read(buf)
		if n > 0 {
			if _, werr := f.out.Write(buf[:n]); werr != nil {
				return werr
			}
			f.bytes += uint64(n)
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}
