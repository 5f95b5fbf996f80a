// The failure's path is handed out: that of the end that failed.
package main

import (
	"io"
	"io/fs"
	"os"
)

func copyFile(a, b string) string {
	in, err := os.Open(a)
	if err != nil {
		return a
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return b
	}
	defer out.Close()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err.(*fs.PathError).Path
			}
		}
		if err == io.EOF {
			return ""
		}
		if err != nil {
			return err.(*fs.PathError).Path
		}
	}
}
