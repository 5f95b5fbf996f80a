package p

import (
	"io"
	"os"
)

type masked struct{ *os.File }

func (m masked) Write(data []byte) (int, error) {
	for i := range data {
		data[i] ^= 0x5a
	}
	return m.File.Write(data)
}

func Copy(to *os.File, src *os.File) error {
	dst := masked{to}
	buf := make([]byte, 4096)
	for {
		n, err := src.Read(buf)
		if n > 0 {
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return werr
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
