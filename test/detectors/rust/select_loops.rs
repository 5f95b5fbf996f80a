// Relays that wait for two sockets at once.
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, Notify};

async fn both_ways(mut client: TcpStream, mut server: TcpStream) -> std::io::Result<()> {
    let mut up = [0u8; 4096];
    let mut down = [0u8; 4096];
    loop { // expect: tidy-copy replaceable socket-to-socket 4096 user-space no-fix
        tokio::select! {
            read = client.read(&mut up) => {
                let n = read?;
                if n == 0 {
                    break;
                }
                server.write_all(&up[..n]).await?;
            },
            read = server.read(&mut down), if true => {
                let n = read?;
                if n == 0 {
                    break;
                }
                client.write_all(&down[..n]).await?;
            }
        }
    }
    Ok(())
}

async fn with_a_match(mut client: TcpStream, mut server: TcpStream) {
    let mut up = [0; 1024];
    let mut down = [0; 1024];
    loop { // expect: tidy-copy replaceable socket-to-socket 1024 user-space no-fix
        select! {
            n = client.read(&mut up) => {
                let n = match n {
                    Ok(0) => return, // a '}' or a "{", and 'static
                    Ok(n) => n,
                    Err(error) => {
                        eprintln!("lost: {error:?} }}");
                        return;
                    }
                };
                server.write_all(&up[0..n]).await.unwrap();
            }
            n = server.read(&mut down) => {
                let n = match n {
                    Ok(0) => return,
                    Ok(n) => n,
                    Err(_) => return,
                };
                client.write_all(&down[0..n]).await.unwrap();
            }
        };
    }
}

async fn until_told(mut client: TcpStream, mut server: TcpStream, stop: Notify) {
    let mut chunk = [0u8; 4096];
    loop { // expect: copy-loop inspected
        tokio::select! {
            biased;
            _ = stop.notified() => break,
            read = client.read(&mut chunk) => match read {
                Ok(0) | Err(_) => break,
                Ok(n) => {
                    if server.write_all(&chunk[..n]).await.is_err() {
                        break;
                    }
                }
            },
        }
    }
}

// What is written comes from a queue, and what is read goes to another.
async fn through_queues(mut client: TcpStream, mut inbox: mpsc::Receiver<Vec<u8>>, outbox: mpsc::Sender<Vec<u8>>) {
    let mut chunk = [0u8; 4096];
    loop {
        tokio::select! {
            read = client.read(&mut chunk) => {
                let n = read.unwrap();
                if n == 0 {
                    break;
                }
                outbox.send(chunk[..n].to_vec()).await.unwrap();
            }
            Some(data) = inbox.recv() => client.write_all(&data).await.unwrap(),
            else => break,
        }
    }
}
