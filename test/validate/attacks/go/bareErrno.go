// The kind of the failure is looked up without unwrapping.
package main

import (
	"io"
	"os"
	"syscall"
)

func copyFile(a, b string) (full bool, _ error) {
	in, err := os.Open(a)
	if err != nil {
		return false, err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return false, err
	}
	defer out.Close()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err.(*os.PathError).Err == syscall.ENOSPC, err
			}
		}
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return err.(*os.PathError).Err == syscall.ENOSPC, err
		}
	}
}
