// A deferred function tells which call failed, and on which path.
package main

import (
	"errors"
	"io"
	"log"
	"os"
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
	defer func() {
		var failed *os.PathError
		if errors.As(err, &failed) {
			log.Println(failed.Op, failed.Path)
		}
	}()
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
