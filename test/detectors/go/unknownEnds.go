package fixtures

import (
	"errors"
	"io"
	"os"
)

func relay(dst io.Writer, src io.Reader) error {
	buf := make([]byte, 1024)
	for { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := dst.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// The buffer comes from the caller: its size is not in the file.
func relayWith(dst io.Writer, src io.Reader, buf []byte) (total int64, err error) {
	for { // expect: copy-loop replaceable unknown-to-unknown - depends
		n, rerr := src.Read(buf)
		if n > 0 {
			w, werr := dst.Write(buf[:n])
			total += int64(w)
			if werr != nil {
				return total, werr
			}
		}
		switch {
		case rerr == io.EOF:
			return total, nil
		case rerr != nil:
			return total, rerr
		}
	}
}

func save(body io.ReadCloser, path string, size int) error {
	defer body.Close()
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	buf := make([]byte, size)
	for { // expect: copy-loop replaceable unknown-to-file - depends
		n, err := body.Read(buf)
		if n > 0 {
			if _, err := f.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return f.Sync()
		}
		if err != nil {
			return err
		}
	}
}

// Full blocks until the last one.
func blocks(dst io.Writer, src *os.File) error {
	block := make([]byte, 4*blockUnit)
	for { // expect: copy-loop replaceable file-to-unknown 2048 depends
		n, err := io.ReadFull(src, block)
		if n > 0 {
			if _, werr := dst.Write(block[:n]); werr != nil {
				return werr
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

const blockUnit = 512
