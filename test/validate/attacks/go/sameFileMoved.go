// A file onto a later place of itself.
package attack

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"sync/atomic"
)

var _ = bufio.NewReader
var _ = errors.New
var _ net.Conn
var _ = io.EOF
var _ = os.Open
var _ atomic.Int64

func Copy(a string) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(a, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := out.Seek(100, io.SeekStart); err != nil {
		return err
	}
	buf := make([]byte, 4096)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	return nil
}
