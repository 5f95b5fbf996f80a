package fixtures

import (
	"bufio"
	"crypto/md5"
	"fmt"
	"io"
	"os"
	"time"
)

// Only hashed: no sink.
func digest(f *os.File) ([]byte, error) {
	h := md5.New()
	buf := make([]byte, 32*1024)
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if err == io.EOF {
			return h.Sum(nil), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// A loop over items: one copy call each, nothing to replace.
func joinParts(out *os.File, names []string) error {
	for _, name := range names {
		part, err := os.Open(name)
		if err != nil {
			return err
		}
		_, err = io.Copy(out, part)
		part.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// Small files read whole and written whole, one after the other.
func pack(out *os.File, names []string) error {
	for _, name := range names {
		data, err := os.ReadFile(name) // expect: whole-file-copy replaceable file-to-file - kernel no-fix
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s %d\n", name, len(data)); err != nil {
			return err
		}
		if _, err := out.Write(data); err != nil {
			return err
		}
	}
	return nil
}

// Writes a pattern, reads nothing.
func wipe(f *os.File, size int64) error {
	zero := make([]byte, 64*1024)
	for size > 0 {
		n := int64(len(zero))
		if size < n {
			n = size
		}
		if _, err := f.Write(zero[:n]); err != nil {
			return err
		}
		size -= n
	}
	return nil
}

// Discards: nothing is written.
func skip(r io.Reader, n int64) error {
	buf := make([]byte, 4096)
	for n > 0 {
		want := int64(len(buf))
		if n < want {
			want = n
		}
		got, err := r.Read(buf[:want])
		if err != nil {
			return err
		}
		n -= int64(got)
	}
	return nil
}

// Follows a growing file: its end is not the end of the loop.
func follow(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	r := bufio.NewReader(f)
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			time.Sleep(200 * time.Millisecond)
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprint(w, time.Now().Format(time.RFC3339), " ", line)
	}
}

// Read into one buffer, another is written.
func exchange(in, out *os.File) error {
	command := make([]byte, 64)
	answer := []byte("ok\n")
	for {
		if _, err := in.Read(command); err != nil {
			return err
		}
		if _, err := out.Write(answer); err != nil {
			return err
		}
	}
}
