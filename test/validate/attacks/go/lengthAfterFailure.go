// A deferred function tells how long the target is after a failure.
package main

import (
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
		if info, failed := dst.Stat(); failed == nil && err != nil {
			log.Println(info.Size(), "bytes before the failure")
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
