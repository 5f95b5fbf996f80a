// After a failed write the next round goes on where the source stands.
package p

import (
	"io"
	"os"
)

func copyFile(a, b string) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	for try := 0; try < 3; try++ {
		out, err := os.Create(b)
		if err != nil {
			return err
		}
		buf := make([]byte, 65536)
		for {
			var n int
			n, err = in.Read(buf)
			if err != nil {
				break
			}
			_, err = out.Write(buf[:n])
			if err != nil {
				break
			}
		}
		out.Close()
		if err == io.EOF {
			return nil
		}
	}
	return io.ErrShortWrite
}
