// A deferred helper is given the address of the result, and tells writes from reads.
package main

import (
	"io"
	"log"
	"os"
)

func classify(err *error) {
	if failed, ok := (*err).(*os.PathError); ok && failed.Op == "write" {
		log.Println("no room")
	}
}

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
	defer classify(&err)
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
