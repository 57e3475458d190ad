//! A real SMTP server for stories about e-mail: aiosmtpd, in a process of its own, gone with the story.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/harness/smtp_sink.py");

/// The running server and the letters it was given.
pub struct SmtpSink {
    pub port: u16,
    letters: Arc<Mutex<Vec<Letter>>>,
    child: Child,
}

/// A letter as it came over the line.
#[derive(Clone, Debug)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body as sent.
    pub raw: String,
}

impl Letter {
    /// A header, unfolded; encoded words stay as they are.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
    }

    /// The body, decoded.
    pub fn body(&self) -> String {
        let body = self.raw.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let bytes = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("quoted-printable") => unquoted(body),
            Some("base64") => unbase64(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).expect("letters are UTF-8").replace("\r\n", "\n")
    }

    /// The subject in words.
    pub fn subject(&self) -> String {
        let header = self.header("Subject").unwrap_or_default();
        let (mut words, mut encoded_before) = (vec![], true);
        for piece in header.split(' ').filter(|p| !p.is_empty()) {
            let encoded = piece.strip_prefix("=?utf-8?b?").and_then(|p| p.strip_suffix("?="));
            // Blanks between two encoded words are no blanks (RFC 2047).
            let run_on = encoded_before && encoded.is_some();
            if !words.is_empty() && !run_on {
                words.push(b' ');
            }
            words.extend(encoded.map_or_else(|| piece.as_bytes().to_vec(), unbase64));
            encoded_before = encoded.is_some();
        }
        String::from_utf8(words).expect("subjects are UTF-8")
    }
}

/// The interpreter with aiosmtpd and bagit that `.ci/install.sh mail` made beside the build.
pub fn interpreter() -> PathBuf {
    let exe = std::env::current_exe().expect("the test has a path");
    let target = exe.ancestors().find(|folder| folder.join("mail-sink/bin/python").exists());
    let found = target.map(|folder| folder.join("mail-sink/bin/python"));
    found.unwrap_or_else(|| panic!("e-mail is tested against a real SMTP server, aiosmtpd, which is not here: run .ci/install.sh mail"))
}

impl SmtpSink {
    /// Starts the server on `port`; 0 takes a free one.
    pub fn start(port: u16) -> Self {
        let mut child = Command::new(interpreter())
            .args(["-u", SCRIPT, &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the SMTP server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("the server says its port").expect("a line");
        let port = serde_json::from_str::<Value>(&first).expect("JSON")["port"].as_u64().expect("a port");
        let letters = Arc::new(Mutex::new(vec![]));
        let kept = letters.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let letter: Value = serde_json::from_str(&line).expect("a letter is JSON");
                let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
                kept.lock().expect("no story panics here").push(Letter {
                    from: text(&letter["from"]),
                    to: letter["to"].as_array().into_iter().flatten().map(text).collect(),
                    raw: String::from_utf8(unbase64(&text(&letter["data"]))).expect("headers are ASCII"),
                });
            }
        });
        Self { port: u16::try_from(port).expect("a port"), letters, child }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What came so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().expect("no story panics here").clone()
    }

    pub fn letters_to(&self, address: &str) -> Vec<Letter> {
        self.letters().into_iter().filter(|letter| letter.to == [address]).collect()
    }

    /// Waits until so many have come.
    pub async fn has(&self, many: usize) -> Vec<Letter> {
        crate::eventually("the letters arrive", || async { Some(self.letters()).filter(|letters| letters.len() >= many) }).await
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let bytes = text.as_bytes();
    let (mut out, mut i) = (vec![], 0);
    while i < bytes.len() {
        let code = (bytes[i] == b'=').then(|| text.get(i + 1..i + 3)).flatten().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => (out.push(byte), i += 3).0,
            None => (out.push(bytes[i]), i += 1).0,
        }
    }
    out
}

fn unbase64(text: &str) -> Vec<u8> {
    let (mut out, mut held, mut bits) = (vec![], 0u32, 0);
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((held >> bits) & 0xff).expect("eight bits"));
        }
    }
    out
}
