//! A real server of the S3 protocol for stories about files in a bucket: moto, in a process of its own, gone with the story.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use cong::app::Config;
use cong::app::config::Hidden;
use serde_json::Value;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/harness/s3_server.py");

/// The running server with its one bucket, `cong`.
pub struct S3Server {
    port: u16,
    talk: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    child: Child,
}

/// The interpreter with moto that `.ci/install.sh s3` made beside the build.
fn interpreter() -> PathBuf {
    let exe = std::env::current_exe().expect("the test has a path");
    let found = exe.ancestors().map(|folder| folder.join("s3-server/bin/python")).find(|python| python.exists());
    found.unwrap_or_else(|| panic!("files in a bucket are tested against a real S3 server, moto, which is not here: run .ci/install.sh s3"))
}

impl S3Server {
    pub fn start() -> Self {
        let mut child = Command::new(interpreter())
            .args(["-u", SCRIPT, "0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the S3 server starts");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let port = told(&mut output)["port"].as_u64().expect("a port");
        Self { port: u16::try_from(port).expect("a port"), talk: Mutex::new((input, output)), child }
    }

    /// A portal's settings with its files in the bucket, under `prefix`.
    pub fn settings(&self, config: Config, prefix: &str) -> Config {
        Config {
            media_store: Some(format!("s3://cong/{prefix}")),
            s3_endpoint: Some(format!("http://127.0.0.1:{}", self.port)),
            s3_key_id: Some("cong".into()),
            s3_secret: Some(Hidden("story-only".into())),
            ..config
        }
    }

    /// The names of all objects, and how many uploads in parts were begun and neither completed nor given up.
    pub fn holds(&self) -> (Vec<String>, u64) {
        let mut talk = self.talk.lock().expect("no story panics here");
        talk.0.write_all(b"list\n").and_then(|()| talk.0.flush()).expect("the server listens");
        let told = told(&mut talk.1);
        let keys = told["keys"].as_array().expect("names").iter().map(|key| key.as_str().expect("a name").to_owned());
        (keys.collect(), told["hidden"].as_u64().expect("a number"))
    }
}

fn told(output: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    output.read_line(&mut line).expect("the server answers");
    serde_json::from_str(&line).expect("JSON")
}

impl Drop for S3Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
