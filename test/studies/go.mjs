import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './lib/programs.mjs';

const source = `package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
)

func main() {
	folder, address, how := os.Args[1], os.Args[2], os.Args[3]
	if how == "fileserver" {
		panic(http.ListenAndServe(address, http.FileServer(http.Dir(folder))))
	}
	panic(http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, err := os.Open(filepath.Join(folder, filepath.Base(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer file.Close()
		io.Copy(w, file)
	})))
}
`;

/** Built beforehand: `go run` would leave its child behind when it ends. */
function build(go) {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-go-'));
  try {
    writeFileSync(join(folder, 'main.go'), source);
    const { status, stderr } = spawnSync(go, ['build', '-o', 'server', 'main.go'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GO111MODULE: 'off', GOTOOLCHAIN: 'local' },
    });
    if (status !== 0) throw new Error(`go build: ${stderr}`);
    return readFileSync(join(folder, 'server'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Go net/http',
  find: () => program('go', { try: ['version'], debian: 'golang-go' }),
  version: ['version'],
  variants: {
    fileserver: { settings: 'fileserver', shows: 'mixed', configuration: '`http.FileServer`' },
    chunked: {
      settings: 'chunked',
      shows: 'copy',
      configuration: '`io.Copy(w, file)` without `Content-Length` (chunked)',
      change: 'set `Content-Length`',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [`${folder}/server`, served, `127.0.0.1:${port}`, variant.settings],
    files: { server: build(program) },
  }),
};
