//! Serves two clients at the same time, and ends when both have left.
//!
//!     just run tcp-smol
//!
//! asyncio has `start_server` and `open_connection`: how do I write a server, and how do I stop it? `accept` in a loop,
//! with a task for each connection. Cancelling the loop drops the listener, so it takes no more clients. Each task
//! keeps a sender: `recv` returns when the last one is dropped. A server that must not stop continues after an error of
//! `accept`, such as too many open files. The trap: TCP is a stream, so one `read` gives a part of a message, or
//! several. `read_exact` and `read_until` wait for the whole.
//!
//!     cargo add smol
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

use smol::channel::{Sender, bounded};
use smol::io::copy;
use smol::net::{TcpListener, TcpStream};
use smol::prelude::*;

/// `connection` is dropped when the client has left.
async fn echo(stream: TcpStream, _connection: Sender<()>) {
    match copy(stream.clone(), stream).await {
        Ok(_) => println!("A client has left"),
        Err(error) => println!("A client is lost: {error}"),
    }
}

async fn serve(listener: TcpListener, connection: Sender<()>) -> Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        smol::spawn(echo(stream, connection.clone())).detach();
    }
}

async fn talk(stream: &mut TcpStream, text: &str) -> Result<()> {
    stream.write_all(text.as_bytes()).await?;
    let mut answer = vec![0; text.len()];
    stream.read_exact(&mut answer).await?;
    println!("Echo: {}", String::from_utf8_lossy(&answer));
    Ok(())
}

fn main() -> Result<()> {
    smol::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (connection, connections) = bounded(1);
        let server = smol::spawn(serve(listener, connection));

        println!("Two clients at the same time:");
        let mut first = TcpStream::connect(address).await?;
        let mut second = TcpStream::connect(address).await?;
        talk(&mut second, "two").await?;
        talk(&mut first, "one").await?;

        println!("The server takes no more clients:");
        server.cancel().await;
        talk(&mut first, "one again").await?;
        drop((first, second));
        _ = connections.recv().await;
        println!("All connections are closed");
        Ok(())
    })
}
