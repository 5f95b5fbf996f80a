package fixtures

import (
	"io"
	"os"
	"os/exec"
)

// Standard streams may be files, pipes or terminals.
func cat() error {
	buf := make([]byte, 8192)
	for { // expect: copy-loop replaceable pipe-to-pipe 8192 depends
		n, err := os.Stdin.Read(buf)
		if n > 0 {
			if _, err := os.Stdout.Write(buf[:n]); err != nil {
				return err
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

func show(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	buf := make([]byte, 4096)
	for { // expect: copy-loop replaceable file-to-pipe 4096 depends
		n, err := f.Read(buf)
		if n == 0 {
			break
		}
		if err != nil {
			return err
		}
		os.Stdout.Write(buf[:n])
	}
	return nil
}

// io.Copy from a pipe to a file stays in user space: copy_file_range takes no pipe.
func capture(cmd *exec.Cmd, log *os.File) error {
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	buf := make([]byte, 1024)
	for { // expect: tidy-copy replaceable pipe-to-file 1024 user-space
		n, err := stdout.Read(buf)
		if n > 0 {
			if _, err := log.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			break
		}
	}
	return cmd.Wait()
}

// sendfile goes to sockets only in this runtime.
func feed(cmd *exec.Cmd, f *os.File) error {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	buf := make([]byte, 64*1024)
	for { // expect: tidy-copy replaceable file-to-pipe 65536 user-space
		n, rerr := f.Read(buf)
		if n > 0 {
			if _, err := stdin.Write(buf[:n]); err != nil {
				return err
			}
		}
		if rerr != nil {
			break
		}
	}
	stdin.Close()
	return cmd.Wait()
}
