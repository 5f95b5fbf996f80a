// The source is read past the page cache, into a buffer that lies as the disk wants it.
package p

import (
	"io"
	"os"
	"syscall"
)

func copyFile(a, b string, aligned []byte) error {
	in, err := os.OpenFile(a, os.O_RDONLY|syscall.O_DIRECT, 0)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := aligned[:65536]
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
