//! Streams of a body's bytes, known by their type or by what made them.
use bytes::Bytes;
use futures::{Stream, StreamExt};
use std::io::{self, ErrorKind};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

pub async fn save(mut body: impl Stream<Item = io::Result<Bytes>> + Unpin, file: &mut File) -> io::Result<()> {
    while let Some(chunk) = body.next().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        file.write_all(&chunk?).await?;
    }
    Ok(())
}

pub async fn upload(mut payload: actix_web::web::Payload, file: &mut File) -> io::Result<u64> {
    let mut total = 0;
    while let Some(item) = payload.next().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        let chunk = item.or(Err(ErrorKind::Other))?;
        file.write_all(&chunk).await?;
        total += chunk.len() as u64;
    }
    Ok(total)
}

pub async fn fetch(mut body: hyper::Body, file: &mut File) -> io::Result<()> {
    while let Some(chunk) = body.data().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        file.write_all(&chunk.map_err(io::Error::other)?).await?;
    }
    Ok(())
}

pub async fn send(source: File, peer: &mut tokio::net::TcpStream) -> io::Result<()> {
    let mut pieces = tokio_util::io::ReaderStream::new(source);
    while let Some(piece) = pieces.next().await { // expect: tidy-copy replaceable file-to-socket - user-space no-fix
        peer.write_all(&piece?).await?;
    }
    Ok(())
}

// Messages, not pieces of one body.
pub async fn messages(mut inbox: tokio_stream::wrappers::ReceiverStream<Vec<u8>>, log: &mut File) -> io::Result<()> {
    while let Some(message) = inbox.next().await {
        log.write_all(&message).await?;
    }
    Ok(())
}
