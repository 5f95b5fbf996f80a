// Another goroutine watches the total.
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

func Copy(in io.Reader, out io.Writer, total *atomic.Int64) error {
	buf := make([]byte, 4096)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			total.Add(int64(n))
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
