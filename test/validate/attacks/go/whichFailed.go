// Failures of the source and of the target are told apart after the loop.
package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

var errSource, errTarget = errors.New("source"), errors.New("target")

func copyFile(a, b string) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 65536)
	for {
		var n int
		n, err = in.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				err = werr
				break
			}
		}
		if err != nil {
			break
		}
	}
	var failed *fs.PathError
	if errors.As(err, &failed) && failed.Op == "read" {
		return errSource
	}
	if err != io.EOF {
		return errTarget
	}
	return nil
}
