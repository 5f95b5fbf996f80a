// Failures panic with messages of their own.
use std::fs::File;
use std::io::{Read, Write};

fn copy(a: &str, b: &str) {
    let mut src = File::open(a).unwrap();
    let mut dst = File::create(b).unwrap();
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf).expect("source");
        if n == 0 {
            return;
        }
        dst.write_all(&buf[..n]).expect("target");
    }
}
