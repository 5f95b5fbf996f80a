// The caller tells failures apart by their text, which names the call.
package main

import (
	"io"
	"os"
	"strings"
)

func copyFile(a, b string) (err error) {
	src, err := os.Open(a)
	if err != nil {
		return err
	}
	defer src.Close()
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

func main() {
	if err := copyFile(os.Args[1], os.Args[2]); err != nil && strings.HasPrefix(err.Error(), "read ") {
		os.Exit(3)
	}
}
