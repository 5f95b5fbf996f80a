// The total is rounded with each chunk.
package main

import (
	"io"
	"os"
)

func copyFile(a, b string) (float32, error) {
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
	var total float32
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return 0, err
			}
			total += float32(n)
		}
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return 0, err
		}
	}
}
