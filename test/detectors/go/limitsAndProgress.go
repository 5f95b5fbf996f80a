package fixtures

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

// A limit: io.CopyN keeps it.
func sendRange(conn *net.TCPConn, f *os.File, offset, length int64) error {
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return err
	}
	buf := make([]byte, 16*1024)
	remaining := length
	for remaining > 0 { // expect: copy-loop replaceable file-to-socket 16384 kernel
		want := int64(len(buf))
		if remaining < want {
			want = remaining
		}
		n, err := f.Read(buf[:want])
		if err != nil {
			return err
		}
		if _, err := conn.Write(buf[:n]); err != nil {
			return err
		}
		remaining -= int64(n)
	}
	return nil
}

type reporter func(done, total int64)

// Progress counts bytes, it does not look at them.
func copyWithProgress(dst, src *os.File, total int64, report reporter) (int64, error) {
	var done int64
	buf := make([]byte, 1<<20)
	for { // expect: copy-loop replaceable file-to-file 1048576 kernel
		n, err := src.Read(buf)
		if n > 0 {
			m, err := dst.Write(buf[:n])
			done += int64(m)
			if err != nil {
				return done, err
			}
			if report != nil {
				report(done, total)
			}
		}
		if err == io.EOF {
			return done, nil
		} else if err != nil {
			return done, err
		}
	}
}

// Called off between two chunks: one call for all of them is not.
func upload(ctx context.Context, conn *net.TCPConn, f *os.File) error {
	buf := make([]byte, 128*1024)
	for { // expect: copy-loop inspected file-to-socket 131072 - no-fix
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		n, err := f.Read(buf)
		if n > 0 {
			if _, werr := conn.Write(buf[:n]); werr != nil {
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

// A throttle by amount, not by content.
func trickle(conn *net.TCPConn, f *os.File, pause time.Duration) error {
	buf := make([]byte, 2048)
	for { // expect: copy-loop replaceable file-to-socket 2048 kernel
		n, err := f.Read(buf)
		if n == 0 || err != nil {
			break
		}
		if _, err := conn.Write(buf[:n]); err != nil {
			return fmt.Errorf("send: %w", err)
		}
		time.Sleep(pause)
	}
	return nil
}

// A deadline renewed for every chunk.
func receive(conn *net.TCPConn, out *os.File, idle time.Duration) error {
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop replaceable socket-to-file 32768 kernel
		if err := conn.SetReadDeadline(time.Now().Add(idle)); err != nil {
			return err
		}
		n, err := conn.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				return werr
			}
		}
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}
