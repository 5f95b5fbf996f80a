// A struct around the file hides its ReadFrom and hashes what is written.
package main

import (
	"hash/crc32"
	"io"
	"os"
)

type summed struct {
	*os.File
	sum uint32
}

func (s *summed) Write(p []byte) (int, error) {
	s.sum = crc32.Update(s.sum, crc32.IEEETable, p)
	return s.File.Write(p)
}

func copyFile(a, b string) (uint32, error) {
	in, err := os.Open(a)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	file, err := os.Create(b)
	if err != nil {
		return 0, err
	}
	out := &summed{File: file}
	defer out.Close()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return 0, err
			}
		}
		if err == io.EOF {
			return out.sum, nil
		}
		if err != nil {
			return 0, err
		}
	}
}
