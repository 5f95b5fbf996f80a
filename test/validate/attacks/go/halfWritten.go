package p

import "os"

func Copy(dst, src *os.File) error {
	buf := make([]byte, 4096)
	for {
		n, err := src.Read(buf)
		if err != nil {
			return err
		}
		if _, err := dst.Write(buf[:n/2]); err != nil {
			return err
		}
	}
}
