//! TCP does not keep messages apart: what does one `read` return?

use smol::net::{TcpListener, TcpStream};
use smol::prelude::*;

#[test]
fn read_gives_what_has_come_so_far() {
    smol::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut server, _) = listener.accept().await.unwrap();
        client.write_all(b"fir").await.unwrap();
        assert_eq!(server.read(&mut [0; 100]).await.unwrap(), "fir".len());
        client.write_all(b"st").await.unwrap();
        client.write_all(b"second").await.unwrap();
        drop(client);
        let mut rest = String::new();
        server.read_to_string(&mut rest).await.unwrap();
        assert_eq!(rest, "stsecond");
    });
}
