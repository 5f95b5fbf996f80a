// Bare returns hand out the count of the last chunk.
package main

import (
	"io"
	"os"
)

func copyFile(a, b string) (n int, err error) {
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
		n, err = in.Read(buf)
		if n > 0 {
			if _, err = out.Write(buf[:n]); err != nil {
				return
			}
		}
		if err == io.EOF {
			err = nil
			return
		}
		if err != nil {
			return
		}
	}
}
