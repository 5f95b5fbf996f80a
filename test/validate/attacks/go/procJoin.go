// A file of /proc, whose folder is a variable.
package main

import (
	"io"
	"os"
	"path/filepath"
)

var procRoot = "/proc"

func copyFile(a, b string) (err error) {
	path := filepath.Join(procRoot, a, "status")
	src, err := os.Open(path)
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
