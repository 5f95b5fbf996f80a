// Each chunk gets a time of its own.
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

func Copy(in *os.File, out net.Conn, until func() error) error {
	buf := make([]byte, 4096)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if err := until(); err != nil {
				return err
			}
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
