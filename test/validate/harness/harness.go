// Runs the cases of a list through the programs of table.go, and tells the injector what each came to.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
)

type unit struct {
	ends string
	code any
}

var said strings.Builder
var stopCalls int

func observe(name string, value int64) { fmt.Fprintf(&said, "%s=%d;", name, value) }

func logf(format string, values ...any) { fmt.Fprintf(&said, format+";", values...) }

func flag(set bool) int64 {
	if set {
		return 1
	}
	return 0
}

// True from the given call on.
func stopped(calls int) bool {
	stopCalls++
	return stopCalls >= calls
}

func skipHeader(from io.Reader) {
	io.ReadFull(from, make([]byte, 16))
}

func connected(variable string) *net.TCPConn {
	conn, err := net.Dial("tcp4", "127.0.0.1:"+os.Getenv(variable))
	if err != nil {
		panic(err)
	}
	return conn.(*net.TCPConn)
}

func opened(path string, start int64) *os.File {
	file, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	file.Seek(start, io.SeekStart)
	return file
}

func created(kind string) io.WriteCloser {
	if kind == "socket" {
		return connected("IOPATH_SINK_PORT")
	}
	file, err := os.Create("sink")
	if err != nil {
		panic(err)
	}
	return file
}

func run(one unit, source string, start int64, sink string) (total int64, err error, closers []io.Closer) {
	switch code := one.code.(type) {
	case func(string, string) (int64, error):
		total, err = code(source, "sink")
	case func(string, *net.TCPConn) (int64, error):
		out := connected("IOPATH_SINK_PORT")
		closers = append(closers, out)
		total, err = code(source, out)
	case func(net.Conn, string) (int64, error):
		in := connected("IOPATH_SOURCE_PORT")
		closers = append(closers, in)
		total, err = code(in, "sink")
		left(in)
	case func(*net.TCPConn, string) (int64, error):
		in := connected("IOPATH_SOURCE_PORT")
		closers = append(closers, in)
		total, err = code(in, "sink")
		left(in)
	case func(*net.TCPConn, *net.TCPConn) (int64, error):
		in, out := connected("IOPATH_SOURCE_PORT"), connected("IOPATH_SINK_PORT")
		closers = append(closers, in, out)
		total, err = code(in, out)
		left(in)
	case func(*os.File, *net.TCPConn) (int64, error):
		in, out := opened(source, start), connected("IOPATH_SINK_PORT")
		closers = append(closers, in, out)
		total, err = code(in, out)
		position(in, "sourceAt")
	case func(*os.File, net.Conn) (int64, error):
		in, out := opened(source, start), connected("IOPATH_SINK_PORT")
		closers = append(closers, in, out)
		total, err = code(in, out)
		position(in, "sourceAt")
	case func(io.Reader, io.Writer) (int64, error):
		in, out := opened(source, start), created(sink)
		closers = append(closers, in, out)
		total, err = code(in, out)
		position(in, "sourceAt")
	case func(*os.File, *os.File) (int64, error):
		in, out := opened(source, start), created(sink).(*os.File)
		closers = append(closers, in, out)
		total, err = code(out, in)
		position(in, "sourceAt")
		position(out, "sinkAt")
	}
	return total, err, closers
}

// What a caller can still read from a connection it passed.
func left(conn net.Conn) {
	count, _ := io.Copy(io.Discard, conn)
	observe("left", count)
}

func position(file *os.File, name string) {
	at, _ := file.Seek(0, io.SeekCurrent)
	observe(name, at)
}

// What a caller tells errors apart by.
func kindOf(err error) string {
	var number syscall.Errno
	switch {
	case err == nil:
		return "nil"
	case errors.As(err, &number):
		return fmt.Sprintf("errno %d", int(number))
	}
	return strings.ReplaceAll(err.Error(), ";", ",")
}

func tell(word string, id int64, text string) {
	os.Stat(fmt.Sprintf("/iopath-%s/%d/%s", word, id, text))
}

func main() {
	debug.SetGCPercent(400)
	cases, err := os.Open(os.Args[len(os.Args)-1])
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(cases); lines.Scan(); {
		var id, size, start int64
		var name, source, sink string
		fmt.Sscan(lines.Text(), &id, &name, &source, &size, &start, &sink)
		said.Reset()
		stopCalls = 0
		tell("case", id, "")
		path := "source"
		if source == "proc" {
			path = "/proc/version"
		}
		total, err, closers := run(units[name], path, start, sink)
		fmt.Fprintf(&said, "total=%d;error=%s", total, kindOf(err))
		text := said.String()
		tell("done", id, text[:min(len(text), 3500)])
		for _, one := range closers {
			one.Close()
		}
		tell("end", id, "")
	}
}
