//! Serves two clients at the same time, and ends when both have left.
//!
//!     just run tcp-tokio
//!
//! asyncio has `start_server` and `open_connection`: how do I write a server, and how do I stop it? Call `accept` in a
//! loop, and spawn a task for each connection. To stop, abort the loop, which drops the listener. Each task holds a
//! sender: `recv` returns when the last one is dropped. tokio-util's `TaskTracker` can wait for tasks, too. If `accept`
//! fails, for example with too many open files, this server ends; asyncio's continues. The trap: TCP is a stream, so
//! one `read` may return part of a message, or several. `read_exact` waits for the whole.
//!
//!     cargo add tokio --features io-util,macros,net,rt-multi-thread,sync
//!
//! ```text
//! Two clients at the same time:
//! Echo: two
//! Echo: one
//! The server takes no more clients:
//! Echo: one again
//! A client has left
//! A client has left
//! All connections are closed
//! ```

use std::io::Result;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{Sender, channel};

/// `copy` returns when the client has left. Then `_connection` is dropped.
async fn echo(mut stream: TcpStream, _connection: Sender<()>) {
    let (mut reader, mut writer) = stream.split();
    _ = copy(&mut reader, &mut writer).await; // An error means that the client is lost.
    println!("A client has left");
}

async fn serve(listener: TcpListener, connection: Sender<()>) -> Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream, connection.clone()));
    }
}

async fn talk(stream: &mut TcpStream, text: &str) -> Result<()> {
    stream.write_all(text.as_bytes()).await?;
    let mut answer = vec![0; text.len()];
    stream.read_exact(&mut answer).await?;
    println!("Echo: {}", String::from_utf8_lossy(&answer));
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (connection, mut connections) = channel(1);
    let server = tokio::spawn(serve(listener, connection));

    println!("Two clients at the same time:");
    let mut first = TcpStream::connect(address).await?;
    let mut second = TcpStream::connect(address).await?;
    talk(&mut second, "two").await?;
    talk(&mut first, "one").await?;

    println!("The server takes no more clients:");
    server.abort();
    talk(&mut first, "one again").await?;
    drop((first, second));
    connections.recv().await;
    println!("All connections are closed");
    Ok(())
}
