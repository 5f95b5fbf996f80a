// The caller asks for the path in the failure: that of the source or of the target.
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
	err := copyFile(os.Args[1], os.Args[2])
	var failed *os.PathError
	if errors.As(err, &failed) && failed.Path == os.Args[1] {
		log.Fatal("the source can not be read")
	}
}
