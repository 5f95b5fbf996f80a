// copy SOURCE SINK loop|copy: a loop of its own, and io.Copy.
package main

import (
	"io"
	"os"
)

func relay(in *os.File, out *os.File) {
	buffer := make([]byte, 65536)
	for {
		n, err := in.Read(buffer)
		if n > 0 {
			if _, failed := out.Write(buffer[:n]); failed != nil {
				os.Exit(3)
			}
		}
		if err != nil {
			return
		}
	}
}

func main() {
	in, err := os.Open(os.Args[1])
	if err != nil {
		os.Exit(1)
	}
	out, err := os.Create(os.Args[2])
	if err != nil {
		os.Exit(1)
	}
	if os.Args[3] == "copy" {
		io.Copy(out, in)
	} else {
		relay(in, out)
	}
}
