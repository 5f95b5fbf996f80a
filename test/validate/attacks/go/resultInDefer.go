// A deferred function tells by the named result how the copy failed.
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

func Copy(a, b string) (err error) {
	defer func() {
		var path *os.PathError
		if errors.As(err, &path) && path.Op == "write" {
			err = nil
		}
	}()
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
