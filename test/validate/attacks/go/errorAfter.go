package p

import (
	"io"
	"os"
)

func Copy(dst, src *os.File) (int, error) {
	buf := make([]byte, 4096)
	var n, chunks int
	var err error
	for {
		n, err = src.Read(buf)
		if n > 0 {
			chunks++
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return chunks, werr
			}
		}
		if err != nil {
			break
		}
	}
	if err != io.EOF {
		return chunks, err
	}
	return chunks, nil
}
