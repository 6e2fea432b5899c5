//! async-std's names beside smol's, of what reads and writes. A macro gets the runtime's crate: that it
//! compiles with both shows that the names are the same.

use std::{env, fs, process};

use smol::Unblock;

use crate::at_work::on_both;

/// The paths are the standard library's.
#[test]
fn files_have_the_standard_librarys_paths() {
    macro_rules! file_in {
        ($runtime:ident, $path:path) => {{
            use $runtime::prelude::*;
            let folder = env::temp_dir().join(format!("runtimes-{}", process::id()));
            let folder = folder.join(stringify!($runtime));
            fs::create_dir_all(&folder).unwrap();
            async move {
                $runtime::fs::write(folder.join("file"), "42").await.unwrap();
                let mut entries = $runtime::fs::read_dir(&folder).await.unwrap();
                let entry: $runtime::fs::DirEntry = entries.next().await.unwrap().unwrap();
                let path: $path = entry.path();
                let text = $runtime::fs::read_to_string(path).await.unwrap();
                $runtime::fs::remove_dir_all(&folder).await.unwrap();
                text
            }
        }};
    }
    let texts =
        on_both(file_in!(async_std, async_std::path::PathBuf), file_in!(smol, std::path::PathBuf));
    assert_eq!(texts, ("42".to_string(), "42".to_string()));
}

#[test]
fn sockets_have_the_same_names() {
    macro_rules! echo {
        ($runtime:ident) => {
            async {
                use $runtime::net::{TcpListener, TcpStream};
                use $runtime::prelude::*;
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
                let mut server = listener.incoming().next().await.unwrap().unwrap();
                server.write_all(b"42").await.unwrap();
                drop(server);
                let mut text = String::new();
                client.read_to_string(&mut text).await.unwrap();
                text
            }
        };
    }
    assert_eq!(on_both(echo!(async_std), echo!(smol)), ("42".to_string(), "42".to_string()));
}

/// smol has no types for standard input and output: an `Unblock` has a thread that reads or writes.
#[test]
fn stdin_and_stdout_are_unblocked() {
    // The traits of both are those of the crate futures-io.
    fn reads<R: smol::io::AsyncRead>(_: R) {}
    fn writes<W: smol::io::AsyncWrite>(_: W) {}
    let async_std = async {
        reads(async_std::io::stdin());
        writes(async_std::io::stdout());
    };
    let smol = async {
        reads(Unblock::new(std::io::stdin()));
        writes(Unblock::new(std::io::stdout()));
    };
    on_both(async_std, smol);
}

#[test]
fn from_iter_is_iter() {
    macro_rules! sum {
        ($runtime:ident, $from_iter:ident) => {
            async {
                use $runtime::prelude::*;
                let stream = $runtime::stream::$from_iter([1, 2, 3]);
                stream.map(|number| number * 2).fold(0, |sum, number| sum + number).await
            }
        };
    }
    assert_eq!(on_both(sum!(async_std, from_iter), sum!(smol, iter)), (12, 12));
}
