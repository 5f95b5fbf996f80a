// A SOCKS5 proxy: a handshake that is read byte for byte, then two relays.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"sync/atomic"
	"time"
)

const (
	version5      = 5
	noAuth        = 0
	cmdConnect    = 1
	typeIPv4      = 1
	typeName      = 3
	bufferSize    = 16 * 1024
	repSucceeded  = 0
	repNotAllowed = 2
)

var errProtocol = errors.New("not a SOCKS5 client")

type stats struct {
	up, down int64
	sessions int64
}

func negotiate(conn *net.TCPConn) error {
	var head [2]byte
	if _, err := io.ReadFull(conn, head[:]); err != nil {
		return err
	}
	if head[0] != version5 {
		return errProtocol
	}
	methods := make([]byte, head[1])
	if _, err := io.ReadFull(conn, methods); err != nil {
		return err
	}
	for _, m := range methods {
		if m == noAuth {
			_, err := conn.Write([]byte{version5, noAuth})
			return err
		}
	}
	conn.Write([]byte{version5, 0xff})
	return errProtocol
}

func target(conn *net.TCPConn) (string, error) {
	var head [4]byte
	if _, err := io.ReadFull(conn, head[:]); err != nil {
		return "", err
	}
	if head[1] != cmdConnect {
		return "", errProtocol
	}
	var host string
	switch head[3] {
	case typeIPv4:
		var ip [4]byte
		if _, err := io.ReadFull(conn, ip[:]); err != nil {
			return "", err
		}
		host = net.IP(ip[:]).String()
	case typeName:
		var size [1]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			return "", err
		}
		name := make([]byte, size[0])
		if _, err := io.ReadFull(conn, name); err != nil {
			return "", err
		}
		host = string(name)
	default:
		return "", fmt.Errorf("address type %d", head[3])
	}
	var port [2]byte
	if _, err := io.ReadFull(conn, port[:]); err != nil {
		return "", err
	}
	return net.JoinHostPort(host, strconv.Itoa(int(binary.BigEndian.Uint16(port[:])))), nil
}

func reply(conn *net.TCPConn, code byte) error {
	_, err := conn.Write([]byte{version5, code, 0, typeIPv4, 0, 0, 0, 0, 0, 0})
	return err
}

func forward(dst, src *net.TCPConn, moved *int64, done chan<- error) {
	buf := make([]byte, bufferSize)
	for { // expect: copy-loop replaceable socket-to-socket 16384 kernel
		n, err := src.Read(buf)
		if n > 0 {
			w, werr := dst.Write(buf[:n])
			atomic.AddInt64(moved, int64(w))
			if werr != nil {
				done <- werr
				return
			}
		}
		if err != nil {
			dst.CloseWrite()
			if err == io.EOF {
				err = nil
			}
			done <- err
			return
		}
	}
}

func (s *stats) session(client *net.TCPConn) error {
	defer client.Close()
	if err := negotiate(client); err != nil {
		return err
	}
	address, err := target(client)
	if err != nil {
		return reply(client, repNotAllowed)
	}
	remote, err := net.DialTimeout("tcp", address, 10*time.Second)
	if err != nil {
		return reply(client, repNotAllowed)
	}
	upstream := remote.(*net.TCPConn)
	defer upstream.Close()
	if err := reply(client, repSucceeded); err != nil {
		return err
	}
	done := make(chan error, 2)
	go forward(upstream, client, &s.up, done)
	go forward(client, upstream, &s.down, done)
	for i := 0; i < 2; i++ {
		if err := <-done; err != nil {
			return err
		}
	}
	return nil
}

func (s *stats) report() {
	for range time.Tick(time.Minute) {
		log.Printf("%d sessions, %d bytes up, %d down",
			atomic.LoadInt64(&s.sessions), atomic.LoadInt64(&s.up), atomic.LoadInt64(&s.down))
	}
}

func main() {
	ln, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1080})
	if err != nil {
		log.Fatal(err)
	}
	var s stats
	go s.report()
	for {
		client, err := ln.AcceptTCP()
		if err != nil {
			log.Print(err)
			continue
		}
		atomic.AddInt64(&s.sessions, 1)
		go func() {
			if err := s.session(client); err != nil {
				log.Print(err)
			}
		}()
	}
}
