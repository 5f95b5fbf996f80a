import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './lib/programs.mjs';

const source = `use std::fs::File;
use std::io::{copy, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

fn serve(mut peer: TcpStream, folder: &str, how: &str) -> std::io::Result<()> {
    let mut request = BufReader::new(peer.try_clone()?);
    let mut line = String::new();
    request.read_line(&mut line)?;
    let name = line.split(' ').nth(1).unwrap_or("").trim_start_matches('/').to_string();
    while request.read_line(&mut line)? > 2 {}
    let mut file = File::open(Path::new(folder).join(name))?;
    let bytes = file.metadata()?.len();
    write!(peer, "HTTP/1.1 200 OK\\r\\nContent-Length: {}\\r\\nConnection: close\\r\\n\\r\\n", bytes)?;
    if how == "buffered" {
        copy(&mut BufReader::new(file), &mut peer)?;
    } else {
        copy(&mut file, &mut peer)?;
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    for peer in TcpListener::bind(&args[2])?.incoming() {
        let (peer, folder, how) = (peer?, args[1].clone(), args[3].clone());
        std::thread::spawn(move || serve(peer, &folder, &how));
    }
    Ok(())
}
`;

/** With lines of the source, which a trace finds in the folder where the server runs. */
function build(rustc, place) {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-rust-'));
  try {
    writeFileSync(join(folder, 'server.rs'), source);
    const { status, stderr } = spawnSync(
      rustc,
      ['-O', '-g', '--remap-path-prefix', `${folder}=${place}`, '-o', 'server', 'server.rs'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(`rustc: ${stderr}`);
    return readFileSync(join(folder, 'server'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Until a change of 2023 (rust-lang/rust 108283) io::copy sent files to sockets by sendfile. */
export const rust = ({ title, find, shows, change }) => ({
  title,
  find,
  variants: {
    file: {
      settings: 'file',
      shows,
      configuration: '`io::copy(&mut file, &mut stream)`',
      claim: { text: "Rust's io::copy sends files by sendfile", verdict: 'reference' },
      change,
    },
    buffered: {
      settings: 'buffered',
      shows,
      configuration: '`io::copy(&mut BufReader::new(file), &mut stream)`',
      change,
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [`${folder}/server`, served, `127.0.0.1:${port}`, variant.settings],
    files: { server: build(program, folder), 'server.rs': source },
  }),
});

/** @type {import('./lib/system.mjs').System} */
export default rust({
  title: 'Rust, as Debian packages it',
  find: () => program('rustc', { try: ['--version'], debian: 'rustc' }),
  shows: 'reference',
});
