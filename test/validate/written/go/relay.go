// ends: tcp-tcp
package main

import (
	"io"
	"net"
)

func relay(from *net.TCPConn, to *net.TCPConn) (int64, error) {
	var total int64
	buf := make([]byte, 8192)
	for {
		n, rerr := from.Read(buf)
		if n > 0 {
			if _, werr := to.Write(buf[:n]); werr != nil {
				return total, werr
			}
			total += int64(n)
		}
		if rerr != nil {
			if rerr == io.EOF {
				return total, nil
			}
			return total, rerr
		}
	}
}
