// One half of a TCP proxy.
package proxy

import "net"

func pipe(dst, src *net.TCPConn) {
	defer dst.CloseWrite()
	buf := make([]byte, 32768)
	for {
		n, err := src.Read(buf)
		if n > 0 {
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
