//! The virus scanner's door: `INSTREAM` of clamd over a Unix socket (`/run/clamav/clamd.ctl`) or TCP (`host:port`). Where it is set
//! up, nothing is taken in that it has not seen: when it does not answer, uploads wait.

use std::fs::File;
use std::io::Seek;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::http::{Code, FieldError, Problem};
use crate::store::{Fault, Site};

const PIECE: usize = 64 * 1024;
const CONNECT: Duration = Duration::from_secs(5);
/// Large packages take a while to look through.
const ANSWER: Duration = Duration::from_secs(120);

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// Shows a file to the scanner, if one is set up.
///
/// # Errors
/// 422 `infected`; 503 when the scanner cannot be reached or cannot say.
pub async fn scan(site: &Site, mut file: File) -> Result<(), Problem> {
    let Some(address) = &site.settings.files.clamd else { return Ok(()) };
    file.rewind().map_err(Fault::from)?;
    let asked = tokio::time::timeout(ANSWER, ask(address, file)).await;
    let answer = match asked {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return Err(silent(error.to_string())),
        Err(_) => return Err(silent("no answer in time".into())),
    };
    let answer = answer.trim_end_matches(['\0', '\n']);
    match answer.strip_prefix("stream: ").unwrap_or(answer) {
        "OK" => Ok(()),
        found if found.ends_with(" FOUND") => {
            tracing::warn!(found, "an upload was refused by the virus scanner");
            Err(infected())
        }
        other => Err(silent(other.to_owned())),
    }
}

async fn ask(address: &str, file: File) -> std::io::Result<String> {
    let mut line = tokio::time::timeout(CONNECT, connect(address)).await.map_err(std::io::Error::other)??;
    line.write_all(b"zINSTREAM\0").await?;
    let mut file = tokio::fs::File::from_std(file);
    let mut piece = vec![0; PIECE];
    loop {
        let n = file.read(&mut piece).await?;
        let length = u32::try_from(n).unwrap_or(0).to_be_bytes();
        // A scanner that has had enough closes the line; its answer says why.
        if line.write_all(&length).await.is_err() || line.write_all(&piece[..n]).await.is_err() || n == 0 {
            break;
        }
    }
    let _ = line.flush().await;
    let mut answer = vec![];
    line.take(4096).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

async fn connect(address: &str) -> std::io::Result<Box<dyn Line>> {
    #[cfg(unix)]
    if address.starts_with('/') {
        return Ok(Box::new(tokio::net::UnixStream::connect(address).await?));
    }
    Ok(Box::new(tokio::net::TcpStream::connect(address).await?))
}

fn infected() -> Problem {
    let (vi, en) = ("Tệp có mã độc: không được nhận. Hãy báo cán bộ công nghệ thông tin.", "The file carries malware and is not taken.");
    Problem::invalid(vec![FieldError::new("", "infected", vi, en)]).detail(vi, en).member("reason", "infected")
}

fn silent(cause: String) -> Problem {
    tracing::error!(cause, "the virus scanner does not answer");
    let told = Problem::new(Code::Unavailable).detail(
        "Chưa quét được mã độc nên tệp chưa được nhận; hãy thử lại sau ít phút.",
        "The virus scanner does not answer, so the file is not taken; try again in a few minutes.",
    );
    Problem { retry_after: Some(60), cause: Some(cause), ..told }
}
