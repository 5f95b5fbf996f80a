package zstd

import (
	"io"
	"os"
)

// Writer stands for the package's encoder.
type Writer struct{ to io.Writer }

func (w *Writer) Write(p []byte) (int, error) { return w.to.Write(p) }
func (w *Writer) Close() error                { return nil }

// NewWriter needs no prefix inside its package.
func NewWriter(to io.Writer, level int) *Writer { return &Writer{to} }

func pack(in *os.File, out io.Writer) error {
	enc := NewWriter(out, 3)
	defer enc.Close()
	buf := make([]byte, 4096)
	for { // expect: copy-loop encrypted
		n, err := in.Read(buf)
		if n > 0 {
			if _, werr := enc.Write(buf[:n]); werr != nil {
				return werr
			}
		}
		if err != nil {
			return err
		}
	}
}
