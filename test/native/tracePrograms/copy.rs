// copy SOURCE SINK: a loop of its own.
use std::fs::File;
use std::io::{Read, Write};

fn relay(input: &mut File, output: &mut File) -> std::io::Result<()> {
    let mut buffer = vec![0u8; 65536];
    loop {
        let n = input.read(&mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        output.write_all(&buffer[..n])?;
    }
}

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().collect();
    relay(&mut File::open(&words[1])?, &mut File::create(&words[2])?)
}
