// The caller sees where the source stands after a failed write.
package main

import (
	"fmt"
	"io"
	"os"
)

func send(dst, src *os.File) error {
	buf := make([]byte, 65536)
	for {
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := dst.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func main() {
	src, _ := os.Open("in.bin")
	dst, _ := os.Create("out.bin")
	failed := send(dst, src) != nil
	at, _ := src.Seek(0, 1)
	fmt.Println(failed, at)
}
