// A timer puts an end to the copy by a deadline that each chunk moves on.
package main

import (
	"io"
	"net"
	"os"
	"time"
)

func send(a string, conn *net.TCPConn) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			conn.SetWriteDeadline(time.Now().Add(time.Second))
			if _, err := conn.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
