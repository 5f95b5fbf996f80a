// ends: tcp-path
package main

import (
	"errors"
	"io"
	"net"
	"os"
)

func receiveFile(conn *net.TCPConn, path string) (int64, error) {
	out, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer out.Close()
	chunk := make([]byte, 1<<16)
	for {
		n, err := conn.Read(chunk)
		if n > 0 {
			if _, err := out.Write(chunk[:n]); err != nil {
				return 0, err
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}
