// A parameter is called os.
package main

import (
	"io"
)

type files interface {
	Open(string) (*file, error)
	Create(string) (*file, error)
}

type file struct{ io.ReadWriteCloser }

func copyFile(os files, a, b string) (err error) {
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
