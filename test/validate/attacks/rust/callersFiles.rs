// The caller sees where the source stands after a failed write.
use std::fs::File;
use std::io::{self, Read, Seek, Write};

fn send(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}

fn main() {
    let mut src = File::open("in.bin").unwrap();
    let mut dst = File::create("out.bin").unwrap();
    let failed = send(&mut src, &mut dst).is_err();
    println!("{} {}", failed, src.stream_position().unwrap());
}
