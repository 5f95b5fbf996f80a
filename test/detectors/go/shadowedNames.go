package shadowed

import (
	"net"
	"time"
)

// Two buffers of one name: the greeting's does not tell the size of the relay's.
func tunnel(client net.Conn, address string) error {
	buffer := make([]byte, 512)
	if _, err := client.Read(buffer); err != nil {
		return err
	}
	target, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	go func() {
		defer target.Close()
		buffer := make([]byte, 64*1024)
		for { // expect: copy-loop replaceable socket-to-socket 65536
			client.SetReadDeadline(time.Now().Add(time.Minute))
			n, err := client.Read(buffer)
			if err != nil {
				return
			}
			if _, err := target.Write(buffer[:n]); err != nil {
				return
			}
		}
	}()
	return drain(target)
}

func drain(target net.Conn) error {
	if size := 16; size > 0 {
		buffer := make([]byte, size)
		target.Read(buffer)
	}
	return nil
}

// The server's end echoes in a function of its own; the client asks and waits for the answer.
func pingPong(l net.Listener, rounds int) error {
	go func() {
		peer, err := l.Accept()
		if err != nil {
			return
		}
		var page [1]byte
		for { // expect: copy-loop replaceable socket-to-socket 1
			if _, err := peer.Read(page[:]); err != nil {
				return
			}
			if _, err := peer.Write(page[:]); err != nil {
				return
			}
		}
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		return err
	}
	defer c.Close()
	var page [1]byte
	for i := 0; i < rounds; i++ {
		c.Write(page[:])
		c.Read(page[:])
	}
	return nil
}

// A pool hands out pointers to its buffers.
func pooled(dst, src net.Conn, get func() *[]byte) error {
	buf := get()
	for { // expect: copy-loop replaceable socket-to-socket -
		n, err := src.Read(*buf)
		if n > 0 {
			if _, werr := dst.Write((*buf)[:n]); werr != nil {
				return werr
			}
		}
		if err != nil {
			return err
		}
	}
}
