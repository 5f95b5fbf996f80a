// A closure that captured the buffer is called behind the copy.
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

func Copy(a, b string) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 4096)
	last := func() byte { return buf[0] }
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
	if last() == 0 {
		return errors.New("empty")
	}
	return nil
}
