//! A letter and its way to the server. Plain text in UTF-8; the same event always bears the same Message-ID, so that a
//! letter sent twice (a crash between the server's yes and our note of it) is one letter to a mailbox that compares.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::kernel::words::Lang;
use crate::store::site::MailSettings;

/// The server may take so long for one step, and so long in all: less than a job's lease.
const STEP: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(40);

/// What is written to one person.
#[derive(Clone)]
pub struct Letter {
    /// The left half of the Message-ID.
    pub event: String,
    pub name: String,
    pub address: String,
    pub lang: Lang,
    pub subject: String,
    pub body: String,
}

/// Why a letter did not go. The text is a stable code; no address, no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    pub code: String,
    /// Trying again cannot help.
    pub for_good: bool,
}

impl Unsent {
    fn for_good(code: &str) -> Self {
        Self { code: code.into(), for_good: true }
    }
}

/// Whether the settings can be used at all: asked at the start, so that a slip shows at once.
///
/// # Errors
/// What is wrong, without the secret.
pub fn check(settings: &MailSettings) -> Result<(), &'static str> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url).map_err(|_| "smtp_url is not an address of a mail server")?;
    settings.from.parse::<Mailbox>().map_err(|_| "mail_from is not an e-mail address")?;
    Ok(())
}

/// Sends one letter.
pub async fn send(settings: &MailSettings, host: &str, letter: &Letter, now: DateTime<Utc>) -> Result<(), Unsent> {
    let message = message(settings, host, letter, now)?;
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url).map_err(|_| Unsent::for_good("bad_settings"))?;
    let transport = transport.timeout(Some(STEP)).build::<Tokio1Executor>();
    match tokio::time::timeout(WHOLE, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(unsent(&error)),
        Err(_) => Err(Unsent { code: "timeout".into(), for_good: false }),
    }
}

fn message(settings: &MailSettings, host: &str, letter: &Letter, now: DateTime<Utc>) -> Result<Message, Unsent> {
    let from: Mailbox = settings.from.parse().map_err(|_| Unsent::for_good("bad_settings"))?;
    let address: Address = letter.address.parse().map_err(|_| Unsent::for_good("bad_address"))?;
    let built = Message::builder()
        .from(from)
        .to(Mailbox::new(Some(in_one_line(&letter.name)).filter(|name| !name.is_empty()), address))
        .subject(in_one_line(&letter.subject))
        .date(now.into())
        .message_id(Some(format!("<{}@{host}>", letter.event)))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into()))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), letter.lang.word()))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone());
    built.map_err(|_| Unsent::for_good("bad_letter"))
}

/// A header is one line, whatever a name or a title holds.
fn in_one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn unsent(error: &Error) -> Unsent {
    let code = match error.status() {
        Some(code) => format!("smtp_{code}"),
        None if error.is_timeout() => "timeout".into(),
        None if error.is_tls() => "tls".into(),
        None if error.is_client() => "client".into(),
        None => "unreachable".into(),
    };
    Unsent { code, for_good: error.is_permanent() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, subject: &str) -> Letter {
        Letter {
            event: "0199a0c0".into(),
            name: name.into(),
            address: "a@vidu.vn".into(),
            lang: Lang::Vi,
            subject: subject.into(),
            body: "Kính gửi".into(),
        }
    }

    #[test]
    fn a_name_cannot_smuggle_a_header_in() {
        let settings = MailSettings { url: "smtp://localhost".into(), from: "Cổng <cong@vidu.vn>".into() };
        for (name, subject) in [("A\r\nBcc: x@y.z", "Chào"), ("A", "Chào\r\nBcc: x@y.z\r\n\r\nbody")] {
            let text = String::from_utf8(message(&settings, "vidu.vn", &letter(name, subject), DateTime::UNIX_EPOCH).unwrap().formatted())
                .unwrap();
            assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        }
    }

    #[test]
    fn settings_are_checked_without_telling_the_secret() {
        let settings = |url: &str, from: &str| MailSettings { url: url.into(), from: from.into() };
        assert!(check(&settings("smtps://u:mat-khau@mail.vidu.vn", "Cổng <cong@vidu.vn>")).is_ok());
        assert!(check(&settings("http://x", "cong@vidu.vn")).is_err());
        assert!(check(&settings("smtp://x", "không phải")).is_err());
        assert!(!format!("{:?}", settings("smtp://u:mat-khau@x", "cong@vidu.vn")).contains("mat-khau"));
    }
}
