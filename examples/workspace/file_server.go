// Sends one file to everyone who connects: go run file_server.go data/sample.bin 9003
package main

import (
	"fmt"
	"io"
	"net"
	"os"
)

// send copies through a buffer of its own; io.Copy(client, file) would reach sendfile.
func send(name string, client net.Conn) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	buffer := make([]byte, 32*1024)
	for {
		count, err := file.Read(buffer)
		if count > 0 {
			if _, err := client.Write(buffer[:count]); err != nil {
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

func main() {
	server, err := net.Listen("tcp", "127.0.0.1:"+os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for {
		client, err := server.Accept()
		if err != nil {
			continue
		}
		if err := send(os.Args[1], client); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		client.Close()
	}
}
