// tokio::io::copy is itself a loop in user space: tidier, the same copies.
use tokio::fs::File;
use tokio::io::{self, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

async fn forward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
    let mut buf = vec![0u8; 16 * 1024];
    loop { // expect: tidy-copy replaceable socket-to-socket 16384 user-space
        let n = from.read(&mut buf).await?;
        if n == 0 {
            return to.shutdown().await;
        }
        to.write_all(&buf[..n]).await?;
    }
}

async fn send(stream: &mut TcpStream, path: &str) -> io::Result<u64> {
    let mut file = File::open(path).await?;
    let mut buf = [0u8; 8192];
    let mut total = 0u64;
    loop { // expect: tidy-copy replaceable file-to-socket 8192 user-space
        match file.read(&mut buf).await? {
            0 => break,
            n => {
                stream.write_all(&buf[..n]).await?;
                total += n as u64;
            }
        }
    }
    Ok(total)
}

async fn receive(mut stream: TcpStream, path: &str) -> io::Result<()> {
    let mut file = File::create(path).await?;
    let mut buf = [0u8; 4096];
    while let Ok(n) = stream.read(&mut buf).await { // expect: tidy-copy replaceable socket-to-file 4096 user-space
        if n == 0 {
            break;
        }
        file.write_all(&buf[..n]).await?;
    }
    file.flush().await
}

async fn relay<R, W>(reader: &mut R, writer: &mut W) -> io::Result<()>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut buf = [0u8; 1024];
    loop { // expect: tidy-copy replaceable unknown-to-unknown 1024 user-space
        let n = reader.read(&mut buf).await?;
        if n == 0 {
            break;
        }
        writer.write_all(&buf[..n]).await?;
    }
    writer.flush().await
}

pub async fn run(upstream: &str) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:9000").await?;
    loop {
        let (client, _) = listener.accept().await?;
        let server = TcpStream::connect(upstream).await?;
        let (client_read, client_write) = client.into_split();
        let (server_read, server_write) = server.into_split();
        tokio::spawn(forward(client_read, server_write));
        tokio::spawn(forward(server_read, client_write));
    }
}

/// A response hands out what it read, chunk by chunk.
pub async fn download(mut response: reqwest::Response, path: &str) -> Result<u64, Box<dyn std::error::Error>> {
    let mut file = tokio::fs::File::create(path).await?;
    let mut total = 0;
    while let Some(chunk) = response.chunk().await? { // expect: tidy-copy replaceable unknown-to-file - user-space
        file.write_all(&chunk).await?;
        total += chunk.len() as u64;
    }
    Ok(total)
}

pub async fn download_stream(response: reqwest::Response, path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut file = tokio::fs::File::create(path).await?;
    let mut body = response.bytes_stream();
    while let Some(item) = body.next().await { // expect: tidy-copy replaceable socket-to-file - user-space
        let chunk = item?;
        file.write_all(&chunk).await?;
    }
    Ok(())
}

/// Items of any other stream are no bytes of a whole.
pub async fn events(mut source: EventSource, log: &mut tokio::fs::File) -> std::io::Result<()> {
    while let Some(event) = source.next().await {
        log.write_all(&event).await?;
    }
    Ok(())
}

pub async fn verified(mut response: reqwest::Response, digest: &mut Digest, out: &mut tokio::fs::File) -> Result<(), Box<dyn std::error::Error>> {
    while let Some(chunk) = response.chunk().await? { // expect: copy-loop inspected
        digest.update(&chunk);
        out.write_all(&chunk).await?;
    }
    Ok(())
}
