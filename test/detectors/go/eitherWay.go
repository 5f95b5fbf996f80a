package eitherway

import (
	"fmt"
	"io"
	"net"
	"time"
)

// One direction a test: a read or a write each step, never both.
func speed(conn net.Conn, down bool, until time.Time) (sum int, err error) {
	data := make([]byte, 1<<16)
	for time.Now().Before(until) {
		var n int
		if down {
			n, err = io.ReadFull(conn, data)
			if err == io.EOF {
				break
			}
		} else {
			n, err = conn.Write(data)
		}
		if err != nil {
			return sum, fmt.Errorf("after %d bytes: %w", sum, err)
		}
		sum += n
	}
	return sum, nil
}

// Reads when there is nothing left to write: one stream passes.
func alternate(src io.Reader, dst io.Writer) error {
	buf := make([]byte, 8192)
	from, to := 0, 0
	for { // expect: copy-loop replaceable unknown-to-unknown 8192
		if from == to {
			n, err := src.Read(buf)
			if err != nil {
				return err
			}
			from, to = 0, n
		} else {
			n, err := dst.Write(buf[from:to])
			if err != nil {
				return err
			}
			from += n
		}
	}
}
