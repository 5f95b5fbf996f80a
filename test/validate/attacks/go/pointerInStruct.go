// The address of the total is kept in a value that tells it after a failure.
package main

import (
	"io"
	"log"
	"os"
)

type progress struct{ done *int64 }

func (p progress) show() { log.Println(*p.done) }

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
	bar := progress{done: &total}
	defer bar.show()
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
