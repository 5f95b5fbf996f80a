// Other tasks run between the chunks.
use tokio::fs::File;
use tokio::io::{self, AsyncReadExt, AsyncWriteExt};

async fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut src = File::open(a).await?;
    let mut dst = File::create(b).await?;
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf).await?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n]).await?;
    }
}
