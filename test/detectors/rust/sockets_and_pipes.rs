use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::process::{ChildStdin, Command, Stdio};
use std::thread;

fn pump(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: tidy-copy replaceable socket-to-socket 4096 user-space
        let n = from.read(&mut buf)?;
        if n == 0 {
            return to.shutdown(Shutdown::Write);
        }
        to.write_all(&buf[..n])?;
    }
}

pub fn tunnel(client: TcpStream, upstream: TcpStream) -> io::Result<()> {
    let (a, b) = (client.try_clone()?, upstream.try_clone()?);
    let up = thread::spawn(move || pump(a, b));
    pump(upstream, client)?;
    up.join().unwrap()
}

pub fn bridge(client: &mut UnixStream, upstream: &mut TcpStream) -> io::Result<u64> {
    let mut buf = vec![0; 32 * 1024];
    let mut moved = 0;
    while let Ok(n) = client.read(&mut buf) { // expect: tidy-copy replaceable socket-to-socket 32768 user-space
        if n == 0 {
            break;
        }
        upstream.write_all(&buf[..n])?;
        moved += n as u64;
    }
    Ok(moved)
}

pub fn echo(mut stream: TcpStream) {
    let mut buf = [0; 512];
    loop { // expect: tidy-copy replaceable socket-to-socket 512 user-space
        match stream.read(&mut buf) {
            Ok(n) => {
                if n == 0 {
                    break;
                }
                if stream.write_all(&buf[..n]).is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
}

// Standard streams may be files, pipes or terminals.
pub fn cat() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut buf = [0u8; 8192];
    loop { // expect: copy-loop replaceable pipe-to-pipe 8192 depends
        let n = input.read(&mut buf)?;
        if n == 0 {
            return output.flush();
        }
        output.write_all(&buf[..n])?;
    }
}

pub fn show(path: &str) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut out = io::stdout();
    let mut buf = [0u8; 1024];
    while let Ok(n) = file.read(&mut buf) { // expect: copy-loop replaceable file-to-pipe 1024 depends
        if n == 0 {
            break;
        }
        out.write_all(&buf[..n])?;
    }
    Ok(())
}

// From a pipe io::copy splices: seen in a trace.
pub fn capture(program: &str, log: &mut File) -> io::Result<()> {
    let mut child = Command::new(program).stdout(Stdio::piped()).spawn()?;
    let mut output = child.stdout.take().unwrap();
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable pipe-to-file 4096 kernel
        let n = output.read(&mut buf)?;
        if n == 0 {
            break;
        }
        log.write_all(&buf[..n])?;
    }
    child.wait()?;
    Ok(())
}

// Not io::copy, which loops here: sendfile to a pipe.
pub fn feed(mut pipe: ChildStdin, file: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 65536];
    loop { // expect: copy-loop replaceable file-to-pipe 65536 kernel
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        pipe.write_all(&buf[..n])?;
    }
}
