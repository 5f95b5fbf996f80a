package fixtures

import (
	"io"
	"net/http"
	"os"
)

// A ResponseWriter may be wrapped by middleware without ReadFrom.
func download(w http.ResponseWriter, r *http.Request) {
	f, err := os.Open("data/report.pdf")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", "application/pdf")
	buf := make([]byte, 32*1024)
	for { // expect: copy-loop replaceable file-to-socket 32768 depends
		n, err := f.Read(buf)
		if n > 0 {
			if _, err := w.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// A request body is no socket to the kernel: chunked coding and limits sit between.
func receiveUpload(w http.ResponseWriter, r *http.Request) {
	out, err := os.CreateTemp("", "upload-*")
	if err != nil {
		http.Error(w, "no space", http.StatusInsufficientStorage)
		return
	}
	defer out.Close()
	var total int64
	buf := make([]byte, 10*1024)
	for { // expect: tidy-copy replaceable socket-to-file 10240 user-space
		n, err := r.Body.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				http.Error(w, werr.Error(), http.StatusInternalServerError)
				return
			}
			total += int64(n)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	if total == 0 {
		w.WriteHeader(http.StatusNoContent)
	}
}

func mirror(url, path string) (int64, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	out, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer out.Close()
	var got int64
	buf := make([]byte, 4<<10)
	for { // expect: tidy-copy replaceable socket-to-file 4096 user-space
		n, err := resp.Body.Read(buf)
		if n > 0 {
			out.Write(buf[:n])
			got += int64(n)
		}
		if err == io.EOF {
			return got, nil
		}
		if err != nil {
			return got, err
		}
	}
}
