// The array behind the buffer is asked for.
package p

import (
	"io"
	"os"
)

func copyFile(a, b string) (x byte, _ error) {
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
	var arr [65536]byte
	buf := arr[:]
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return 0, err
			}
		}
		if err == io.EOF {
			return arr[0], nil
		}
		if err != nil {
			return 0, err
		}
	}
}
