// A backup tool: manifest, deduplication by hash, restore. One loop of eight moves bytes unseen.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

type entry struct {
	Path   string      `json:"path"`
	Mode   fs.FileMode `json:"mode"`
	Size   int64       `json:"size"`
	Blocks []string    `json:"blocks"`
}

type store struct {
	dir  string
	seen map[string]bool
}

const block = 1 << 20

func openStore(dir string) (*store, error) {
	s := &store{dir: dir, seen: map[string]bool{}}
	names, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if !n.IsDir() {
			s.seen[n.Name()] = true
		}
	}
	return s, nil
}

func (s *store) put(data []byte) (string, error) {
	sum := sha256.Sum256(data)
	id := hex.EncodeToString(sum[:])
	if s.seen[id] {
		return id, nil
	}
	s.seen[id] = true
	return id, os.WriteFile(filepath.Join(s.dir, id), data, 0o600)
}

// Each block is hashed and perhaps stored: not a relay but a read→store loop whose bytes are looked at.
func (s *store) add(path string) (*entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	e := &entry{Path: path}
	buf := make([]byte, block)
	for {
		n, err := io.ReadFull(f, buf)
		if n > 0 {
			id, err := s.put(buf[:n])
			if err != nil {
				return nil, err
			}
			e.Blocks = append(e.Blocks, id)
			e.Size += int64(n)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return e, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (s *store) appendBlock(out *os.File, id string) error {
	in, err := os.Open(filepath.Join(s.dir, id))
	if err != nil {
		return err
	}
	defer in.Close()
	buf := make([]byte, 64*1024)
	for { // expect: copy-loop replaceable file-to-file 65536 kernel
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return fmt.Errorf("block %s: %w", id, err)
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

func (s *store) restore(e *entry, target string) error {
	out, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, e.Mode.Perm())
	if err != nil {
		return err
	}
	defer out.Close()
	for _, id := range e.Blocks {
		if err := s.appendBlock(out, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) verify(e *entry) error {
	for i, id := range e.Blocks {
		data, err := os.ReadFile(filepath.Join(s.dir, id))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		if hex.EncodeToString(sum[:]) != id {
			return fmt.Errorf("%s: block %d is damaged", e.Path, i)
		}
	}
	return nil
}

func readIgnores(path string) ([]string, error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var patterns []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			patterns = append(patterns, line)
		}
	}
	return patterns, nil
}

func looksBinary(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := f.Read(head)
	return bytes.IndexByte(head[:n], 0) >= 0
}

func writeManifest(path string, entries []*entry) error {
	sort.Slice(entries, func(i, j int) bool { return entries[i].Path < entries[j].Path })
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, e := range entries {
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	return f.Sync()
}

func main() {
	s, err := openStore("store")
	if err != nil {
		log.Fatal(err)
	}
	ignores, err := readIgnores(".backupignore")
	if err != nil {
		log.Fatal(err)
	}
	var entries []*entry
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, p := range ignores {
			if ok, _ := filepath.Match(p, d.Name()); ok {
				return nil
			}
		}
		e, err := s.add(path)
		if err == nil && !looksBinary(path) {
			err = s.verify(e)
		}
		entries = append(entries, e)
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := writeManifest("manifest.json", entries); err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 {
		log.Fatal(s.restore(entries[0], os.Args[1]))
	}
}
