//! A file of lines from anywhere: byte order marks, line ends of Windows, lines without end, letters of before Unicode. A line
//! is text or a reason; the reader holds one line and never more than it may be long.

use std::io::{self, BufRead};

use crate::kernel::legacy_encoding::{self, LegacyEncoding};

/// The longest line taken in: the longest text of the real files is a fifth of a megabyte.
pub const LINE_MAX: usize = 8 * 1024 * 1024;

/// One line, or why it cannot be read.
pub type Line = Result<String, String>;

pub struct Lines<R> {
    reader: R,
    number: usize,
    longest: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn of(reader: R) -> Self {
        Self { reader, number: 0, longest: LINE_MAX }
    }

    /// The next line with its number and the bytes it took.
    pub fn next(&mut self) -> io::Result<Option<(usize, u64, Line)>> {
        let (mut bytes, mut taken) = (vec![], 0u64);
        loop {
            let piece = self.reader.fill_buf()?;
            if piece.is_empty() {
                break;
            }
            let end = piece.iter().position(|b| *b == b'\n');
            let upto = end.unwrap_or(piece.len());
            let room = (self.longest + 1).saturating_sub(bytes.len());
            bytes.extend_from_slice(&piece[..upto.min(room)]);
            let used = end.map_or(upto, |end| end + 1);
            taken += used as u64;
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if taken == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Some((self.number, taken, self.read(bytes))))
    }

    fn read(&self, mut bytes: Vec<u8>) -> Line {
        if bytes.len() > self.longest {
            return Err(format!("dòng dài hơn {} MB", self.longest / 1024 / 1024));
        }
        while bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        if self.number == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            return Err("tệp là UTF-16, hãy lưu lại thành UTF-8".into());
        }
        String::from_utf8(bytes).map_err(|error| {
            let western: String = error.as_bytes().iter().take(20_000).map(|b| char::from(*b)).collect();
            match old_letters(&western) {
                Some(name) => format!("không phải UTF-8, có vẻ là bảng mã {name}: hãy chuyển sang Unicode rồi nhập lại"),
                None => "không phải UTF-8".into(),
            }
        })
    }
}

/// The name of the old encoding that a text seems to be written in. It is told, never converted in silence.
pub fn old_letters(text: &str) -> Option<&'static str> {
    legacy_encoding::detect(text).map(|encoding| match encoding {
        LegacyEncoding::Tcvn3 => "TCVN3 (ABC)",
        LegacyEncoding::Vni => "VNI",
        LegacyEncoding::Viqr => "VIQR",
        LegacyEncoding::Cp1258 => "Windows-1258",
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(bytes: &[u8]) -> Vec<(usize, Line)> {
        let mut lines = Lines { longest: 40, ..Lines::of(bytes) };
        std::iter::from_fn(|| lines.next().unwrap().map(|(n, _, line)| (n, line))).collect()
    }

    #[test]
    fn lines_of_all_sorts() {
        let told = all("\u{feff}một\r\nhai\n\nba".as_bytes());
        assert_eq!(told, [(1, Ok("một".into())), (2, Ok("hai".into())), (3, Ok(String::new())), (4, Ok("ba".into()))]);
        let long = all(&[&[b'a'; 41][..], b"\nb"].concat());
        assert!(long[0].1.is_err() && long[1] == (2, Ok("b".into())));
        assert!(all(b"\xff\xfe{\0")[0].1.as_ref().is_err_and(|why| why.contains("UTF-16")));
        // TCVN3, byte for byte.
        let old: Vec<u8> = "Céng hßa x· héi chñ nghÜa ViÖt".chars().map(|c| c as u8).collect();
        assert!(all(&old)[0].1.as_ref().is_err_and(|why| why.contains("TCVN3")), "{:?}", all(&old));
        assert_eq!(all(b"\xff\xffx")[0].1, Err("không phải UTF-8".into()));
        assert_eq!(all(b""), []);
    }

    proptest! {
        #[test]
        fn never_panics_and_counts_every_byte(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut lines = Lines { longest: 40, ..Lines::of(&bytes[..]) };
            let mut taken = 0;
            while let Some((_, used, _)) = lines.next().unwrap() {
                taken += used;
            }
            prop_assert_eq!(taken, bytes.len() as u64);
        }
    }
}
