// Another goroutine closes the source.
package main

import (
	"io"
	"net"
	"os"
)

func upload(dst *net.TCPConn, a string, stop chan bool) (err error) {
	src, err := os.Open(a)
	if err != nil {
		return err
	}
	go func() { <-stop; src.Close() }()
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
