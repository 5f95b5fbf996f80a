//! Frames of a body (http_body): those that hold data are passed on, trailers are not.
use http_body_util::BodyExt;
use hyper::body::Incoming;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

type Failure = Box<dyn std::error::Error>;

pub async fn save(mut body: Incoming, path: &str) -> Result<(), Failure> {
    let mut file = File::create(path).await?;
    while let Some(next) = body.frame().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        let frame = next?;
        if let Some(chunk) = frame.data_ref() {
            file.write_all(chunk).await?;
        }
    }
    Ok(())
}

pub async fn taken(mut response: hyper::Response<Incoming>, mut file: File) -> Result<(), Failure> {
    while let Some(frame) = response.frame().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        if let Ok(data) = frame?.into_data() {
            file.write_all(&data).await?;
        }
    }
    Ok(())
}

pub async fn hashed(mut body: Incoming, mut file: File) -> Result<Vec<u8>, Failure> {
    let mut sum = Sha256::new();
    while let Some(next) = body.frame().await { // expect: copy-loop inspected
        let frame = next?;
        if let Some(chunk) = frame.data_ref() {
            sum.update(chunk);
            file.write_all(chunk).await?;
        }
    }
    Ok(sum.finalize().to_vec())
}

// A frame of a picture, not of a body.
pub async fn rendered(scene: &mut Scene, mut file: File) -> Result<(), Failure> {
    while let Some(picture) = scene.frame().await {
        file.write_all(&picture.encoded()).await?;
    }
    Ok(())
}
