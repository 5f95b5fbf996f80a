// What runs when the function is left looks where the source stands.
package main

import (
	"io"
	"os"
)

func copyFile(a, b string, at *int64) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer func() { *at, _ = in.Seek(0, io.SeekCurrent) }()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
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
