// A variable of the package is called os.
package main

import (
	"io"
)

type disk struct{}

func (disk) Open(name string) (io.ReadCloser, error)        { return nil, io.EOF }
func (disk) Create(name string) (*masked, error) { return &masked{}, nil }

type masked struct{ io.WriteCloser }

func (m *masked) ReadFrom(r io.Reader) (int64, error) { return 0, nil }

var os disk

func copyFile(a, b string) (err error) {
	src, err := os.Open(a)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.Create(b)
	if err != nil {
		return err
	}
	defer dst.Close()
	var total int64
	buf := make([]byte, 65536)
	for {
		n, rerr := src.Read(buf)
		if n > 0 {
			m, werr := dst.Write(buf[:n])
			total += int64(m)
			if werr != nil {
				return werr
			}
		}
		if rerr == io.EOF {
			return nil
		}
		if rerr != nil {
			return rerr
		}
	}
}
