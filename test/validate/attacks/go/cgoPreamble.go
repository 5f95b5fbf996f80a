package p

/*
#include <stdio.h>
import "io"
*/
import "C"

import "net"

func Send(conn *net.UDPConn, src net.Conn) error {
	buf := make([]byte, 512)
	for {
		n, err := src.Read(buf)
		if err != nil {
			return err
		}
		if _, err := conn.Write(buf[:n]); err != nil {
			return err
		}
	}
}
