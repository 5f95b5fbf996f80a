// A goroutine shows the total while the copy goes on.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

func copyFile(a, b string) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer out.Close()
	var total int64
	go func() {
		for range time.Tick(time.Second) {
			fmt.Println(total)
		}
	}()
	buf := make([]byte, 65536)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
			total += int64(n)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
