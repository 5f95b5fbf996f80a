// Shapes that a survey of little-known programs brought up, written anew.
package p

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"os"
)

func udp(a, b *net.UDPConn) {
	buf := make([]byte, 1500)
	for { // expect: copy-loop inspected
		n, err := a.Read(buf)
		if err != nil {
			return
		}
		b.Write(buf[:n])
	}
}

func udp2(pc net.PacketConn, c net.Conn) {
	buf := make([]byte, 1500)
	for {
		n, _, err := pc.ReadFrom(buf)
		if err != nil {
			return
		}
		c.Write(buf[:n])
	}
}

func udp3() {
	a, _ := net.ListenPacket("udp", ":0")
	b, _ := net.Dial("udp", "x:1")
	buf := make([]byte, 1500)
	for {
		n, addr, err := a.ReadFrom(buf)
		if err != nil {
			return
		}
		_ = addr
		b.Write(buf[:n])
	}
}

func udp4(b net.Conn) {
	a, _ := net.Dial("udp", "x:1")
	buf := make([]byte, 1500)
	for { // expect: copy-loop inspected
		n, err := a.Read(buf)
		if err != nil {
			return
		}
		b.Write(buf[:n])
	}
}

func udp5(raddr *net.UDPAddr, b net.Conn) {
	a, _ := net.DialUDP("udp", nil, raddr)
	buf := make([]byte, 1500)
	for { // expect: copy-loop inspected
		n, err := a.Read(buf)
		if err != nil {
			return
		}
		b.Write(buf[:n])
	}
}

func flush(w http.ResponseWriter, body io.Reader) {
	buf := make([]byte, 32768)
	flusher := w.(http.Flusher)
	for { // expect: copy-loop inspected
		n, err := body.Read(buf)
		if n > 0 {
			w.Write(buf[:n])
			flusher.Flush()
		}
		if err != nil {
			return
		}
	}
}

func frames(c net.Conn, r io.Reader) {
	buf := make([]byte, 32768)
	for { // expect: copy-loop transformed
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		binary.Write(c, binary.BigEndian, uint32(n))
		c.Write(buf[:n])
	}
}

type hashing struct {
	h hash.Hash
	w io.Writer
}

func (h *hashing) Write(p []byte) (int, error) {
	h.h.Write(p)
	return h.w.Write(p)
}

func hashed(r io.Reader, h *hashing) {
	buf := make([]byte, 32768)
	for { // expect: copy-loop inspected
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		h.Write(buf[:n])
	}
}

func sum(r io.Reader) []byte {
	h := sha256.New()
	buf := make([]byte, 32768)
	for {
		n, err := r.Read(buf)
		if err != nil {
			return h.Sum(nil)
		}
		h.Write(buf[:n])
	}
}

func shards(f *os.File, shard *os.File) error {
	buf := make([]byte, 32768)
	for {
		n, err := f.Read(buf)
		if n > 0 {
			if _, werr := shard.Write(buf[:n]); werr != nil {
				return werr
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

func bytesOneByOne(in *bufio.Reader, out *bufio.Writer) {
	for { // expect: copy-loop replaceable
		b, err := in.ReadByte()
		if err != nil {
			break
		}
		out.WriteByte(b)
	}
}

func chans(r io.Reader, ch chan []byte) {
	buf := make([]byte, 32768)
	for {
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		ch <- buf[:n]
	}
}

type fakeConn struct{ buf []byte }

func ring(r io.Reader, rb *RingBuffer) {
	buf := make([]byte, 32768)
	for { // expect: copy-loop memory-sink
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		rb.Write(buf[:n])
	}
}

func cancel(ctx context.Context, r *os.File, w net.Conn) error {
	buf := make([]byte, 32768)
	for { // expect: copy-loop inspected
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		n, err := r.Read(buf)
		if n > 0 {
			w.Write(buf[:n])
		}
		if err != nil {
			return err
		}
	}
}

func ws(c *websocket.Conn, conn net.Conn) {
	buf := make([]byte, 32768)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		c.WriteMessage(websocket.BinaryMessage, buf[:n])
	}
}
func stream(s pb.Upload_UploadClient, f *os.File) {
	buf := make([]byte, 32768)
	for {
		n, err := f.Read(buf)
		if err != nil {
			return
		}
		s.Send(&pb.Chunk{Data: buf[:n]})
	}
}
