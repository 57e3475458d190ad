//! The words of a file: read off the event loop, one file at a time, with bounds on what it may unpack to and how long
//! reading may take. A file that cannot be read is kept all the same; reviewers are told that nobody has looked in.

mod office;
pub mod package;
mod pdf;
mod sheets;

pub use office::reference;

use std::fs::File;
use std::io::{Read, Seek};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::kernel::attachment::{Form, TextPart};
use crate::kernel::words::{HiddenData, TextState};

/// Longer texts are cut: a search and a scan past this help nobody. In bytes.
pub const TEXT_MAX: usize = 2 * 1024 * 1024;
/// How long reading one file may take.
const TIME: Duration = Duration::from_secs(20);
/// Parsers walk deep trees.
const STACK: usize = 64 * 1024 * 1024;
/// One file at a time in the whole process.
static PLACE: Semaphore = Semaphore::const_new(1);

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    pub pages: Option<i64>,
    pub parts: Vec<TextPart>,
    pub state: TextState,
    pub hidden: Vec<HiddenData>,
}

impl Extracted {
    /// Of files without words: films, recordings.
    pub fn nothing() -> Self {
        Self { pages: None, parts: vec![], state: TextState::None, hidden: vec![] }
    }

    pub fn unreadable() -> Self {
        Self { state: TextState::Unreadable, ..Self::nothing() }
    }

    /// Puts a part there, cut where the whole becomes too long. Answers whether there is room for more.
    fn push(&mut self, form: Form, name: impl Into<String>, text: String) -> bool {
        let room = TEXT_MAX.saturating_sub(self.parts.iter().map(|p| p.text.len()).sum());
        let mut text = crate::kernel::text::nfc(&text).replace('\0', "");
        let fits = text.len() <= room;
        if !fits {
            let mut end = room;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            self.state = TextState::Partly;
        }
        if !text.trim().is_empty() {
            self.parts.push(TextPart { form, name: name.into(), text });
        }
        fits
    }
}

/// Until when a reader may go on.
#[derive(Clone, Copy)]
pub struct Until(Instant);

impl Until {
    pub fn soon() -> Self {
        Self(Instant::now() + TIME)
    }

    pub fn over(self) -> bool {
        Instant::now() > self.0
    }
}

/// Which reader a file needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Pdf,
    Docx,
    Odt,
    Xlsx,
    Text,
    /// Nothing to read.
    None,
}

/// Reads a file's words; it comes into memory when its turn has come. Never fails: what cannot be read is `unreadable`.
pub async fn read(mut file: File, reader: Reader) -> Extracted {
    if reader == Reader::None {
        return Extracted::nothing();
    }
    let Ok(place) = PLACE.acquire().await else { return Extracted::unreadable() };
    let (told, hears) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("read-file".into()).stack_size(STACK).spawn(move || {
        // The place is given back when the reader has ended, be it late.
        let _place = place;
        let mut bytes = vec![];
        let whole = file.rewind().and_then(|()| file.read_to_end(&mut bytes));
        let read = whole.ok().and_then(|_| std::panic::catch_unwind(|| now(&bytes, reader, Until::soon())).ok());
        let _ = told.send(read.unwrap_or_else(Extracted::unreadable));
    });
    if thread.is_err() {
        return Extracted::unreadable();
    }
    // Readers look at the clock themselves; this is for one that does not come back.
    match tokio::time::timeout(TIME + Duration::from_secs(5), hears).await {
        Ok(Ok(extracted)) => extracted,
        _ => Extracted::unreadable(),
    }
}

/// The same at once, in the caller's thread.
pub fn now(bytes: &[u8], reader: Reader, until: Until) -> Extracted {
    let read = match reader {
        Reader::Pdf => pdf::read(bytes, until),
        Reader::Docx => office::docx(bytes, until),
        Reader::Odt => office::odt(bytes, until),
        Reader::Xlsx => sheets::xlsx(bytes, until),
        Reader::Text => Some(sheets::text(bytes)),
        Reader::None => Some(Extracted::nothing()),
    };
    let mut read = read.unwrap_or_else(Extracted::unreadable);
    let words = read.parts.iter().any(|part| part.form != Form::Metadata);
    if !words && read.state != TextState::None {
        read.state = TextState::Unreadable;
    }
    read
}

/// The mark between the cells of a table.
pub fn table_mark(text: &str) -> Option<char> {
    sheets::separator(text)
}

/// Whether a text's lines are rows of a table.
pub fn is_table(text: &str) -> bool {
    sheets::separator(text).is_some()
}
