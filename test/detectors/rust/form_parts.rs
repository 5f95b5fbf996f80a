// Uploads by forms: the parts of a form are streams of bytes.
use actix_multipart::{Field, Multipart};
use actix_web::web;
use futures_util::{StreamExt, TryStreamExt};
use std::io::Write;
use tokio::io::AsyncWriteExt;

async fn keep_all(mut form: Multipart, path: &Path) -> Result<(), Error> {
    while let Some(mut part) = form.try_next().await? {
        let mut file = tokio::fs::File::create(path).await?;
        while let Some(chunk) = part.try_next().await? { // expect: tidy-copy replaceable unknown-to-file - user-space
            file.write_all(&chunk).await?;
        }
    }
    Ok(())
}

async fn keep_items(request: &HttpRequest, payload: &mut Payload, path: &Path) -> Result<(), Error> {
    let mut form = Multipart::from_request(request, payload).await?;
    while let Some(item) = form.next().await {
        let mut part = item?;
        let mut file = std::fs::File::create(path)?;
        while let Some(chunk) = part.next().await { // expect: tidy-copy replaceable unknown-to-file - user-space
            let bytes = chunk.unwrap();
            file.write_all(&bytes)?;
        }
    }
    Ok(())
}

async fn keep_elsewhere(mut part: Field, mut file: std::fs::File) -> Result<(), Error> {
    while let Some(chunk) = part.next().await { // expect: tidy-copy replaceable unknown-to-file - user-space no-fix
        let bytes = chunk?;
        file = web::block(move || file.write_all(&bytes).map(|_| file)).await??;
    }
    Ok(())
}

// Items of any other stream are no bytes.
async fn keep_names(mut names: Names, mut file: tokio::fs::File) -> Result<(), Error> {
    while let Some(name) = names.next().await {
        file.write_all(&name).await?;
    }
    Ok(())
}
