// The first byte of the last chunk is handed on.
package main

import (
	"io"
	"os"
)

func copyFile(a, b string) (byte, error) {
	in, err := os.Open(a)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return 0, err
	}
	defer out.Close()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return 0, err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, err
		}
	}
	return buf[0], nil
}
