// A file to who dialled in.
package main

import (
	"errors"
	"io"
	"log"
	"net"
	"os"
)

func serve(conn *net.TCPConn, path string) {
	defer conn.Close()
	file, err := os.Open(path)
	if err != nil {
		log.Print(err)
		return
	}
	defer file.Close()
	chunk := make([]byte, 64<<10)
	for {
		n, err := file.Read(chunk)
		if n > 0 {
			if _, err := conn.Write(chunk[:n]); err != nil {
				log.Print(err)
				return
			}
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			log.Print(err)
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(conn.(*net.TCPConn), os.Args[1])
	}
}
