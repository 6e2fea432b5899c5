//! async-std's names beside smol's, of what reads and writes.

use std::path::PathBuf;
use std::{env, fs, process};

use smol::Unblock;

use crate::at_work::on_both;

/// The functions have the same names. The paths are the standard library's.
#[test]
fn files_have_the_standard_librarys_paths() {
    let folder = env::temp_dir().join(format!("runtimes-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (for_async_std, for_smol) = (folder.clone(), folder.clone());
    let async_std = async move {
        use async_std::prelude::*;
        async_std::fs::write(for_async_std.join("file"), "42").await.unwrap();
        let mut entries = async_std::fs::read_dir(for_async_std).await.unwrap();
        let entry: async_std::fs::DirEntry = entries.next().await.unwrap().unwrap();
        let _: async_std::path::PathBuf = entry.path();
    };
    let smol = async move {
        use smol::prelude::*;
        let mut entries = smol::fs::read_dir(for_smol).await.unwrap();
        let entry: smol::fs::DirEntry = entries.next().await.unwrap().unwrap();
        let path: PathBuf = entry.path();
        smol::fs::read_to_string(path).await.unwrap()
    };
    assert_eq!(on_both(async_std, smol).1, "42");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn sockets_have_the_same_names() {
    let async_std = async {
        use async_std::io::prelude::*;
        use async_std::net::{TcpListener, TcpStream};
        use async_std::prelude::*;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = listener.incoming().next().await.unwrap().unwrap();
        server.write_all(b"42").await.unwrap();
        drop(server);
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        text
    };
    let smol = async {
        use smol::net::{TcpListener, TcpStream};
        use smol::prelude::*;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = listener.incoming().next().await.unwrap().unwrap();
        server.write_all(b"42").await.unwrap();
        drop(server);
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        text
    };
    assert_eq!(on_both(async_std, smol), ("42".to_string(), "42".to_string()));
}

/// Standard input and output have no type of their own in smol: a thread reads, or writes.
#[test]
fn stdin_and_stdout_are_unblocked() {
    let async_std = async { (async_std::io::stdin(), async_std::io::stdout()) };
    let smol = async { (Unblock::new(std::io::stdin()), Unblock::new(std::io::stdout())) };
    let ((input, output), (smol_input, smol_output)) = on_both(async_std, smol);
    fn reads<R: smol::io::AsyncRead>(_: R) {}
    fn writes<W: smol::io::AsyncWrite>(_: W) {}
    // The traits are the same ones, those of the crate futures-io.
    reads(input);
    reads(smol_input);
    writes(output);
    writes(smol_output);
}

#[test]
fn from_iter_is_iter() {
    let async_std = async {
        use async_std::prelude::*;
        let stream = async_std::stream::from_iter([1, 2, 3]);
        stream.map(|number| number * 2).fold(0, |sum, number| sum + number).await
    };
    let smol = async {
        use smol::prelude::*;
        let stream = smol::stream::iter([1, 2, 3]);
        stream.map(|number| number * 2).fold(0, |sum, number| sum + number).await
    };
    assert_eq!(on_both(async_std, smol), (12, 12));
}
