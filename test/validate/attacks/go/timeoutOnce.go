// Another goroutine ends the read by a deadline.
package main

import (
	"io"
	"net"
	"os"
	"time"
)

func download(a, b string, cancel chan struct{}) (err error) {
	addr, _ := net.ResolveTCPAddr("tcp", a)
	src, err := net.DialTCP("tcp", nil, addr)
	if err != nil {
		return err
	}
	defer src.Close()
	go func() { <-cancel; src.SetReadDeadline(time.Unix(1, 0)) }()
	dst, err := os.Create(b)
	if err != nil {
		return err
	}
	defer dst.Close()
	var total int64
	buf := make([]byte, 65536)
	for {
		n, rerr := src.Read(buf)
		if n > 0 {
			m, werr := dst.Write(buf[:n])
			total += int64(m)
			if werr != nil {
				return werr
			}
		}
		if rerr == io.EOF {
			return nil
		}
		if rerr != nil {
			return rerr
		}
	}
}
