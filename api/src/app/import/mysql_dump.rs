//! Rows of a MySQL dump (mysqldump, phpMyAdmin, NukeViet's own), one by one, whatever the file weighs. Reads `CREATE TABLE` for
//! the names of columns and `INSERT`/`REPLACE` for rows; everything else is passed over.

use std::collections::HashMap;
use std::io::{self, BufRead};

/// The longest value and the longest `CREATE TABLE`.
const VALUE_MAX: usize = 8 * 1024 * 1024;
const CREATE_MAX: usize = 256 * 1024;

/// A row: its table, and its values by the names of their columns.
#[derive(Debug, PartialEq)]
pub struct DumpRow {
    pub table: String,
    pub cells: HashMap<String, Option<String>>,
    /// Columns whose value is no UTF-8, or too long.
    pub broken: Vec<String>,
}

#[derive(Debug, PartialEq)]
pub enum Event {
    Row(DumpRow),
    /// A statement that cannot be read; its rest is left out.
    Broken {
        table: String,
        why: String,
    },
}

pub struct Dump<R> {
    reader: R,
    columns: HashMap<String, Vec<String>>,
    insert: Option<(String, Vec<String>)>,
    /// Bytes passed over so far.
    pub passed: u64,
}

impl<R: BufRead> Dump<R> {
    pub fn of(reader: R) -> Self {
        Self { reader, columns: HashMap::new(), insert: None, passed: 0 }
    }

    /// The next row of a table that is `wanted`.
    pub fn next(&mut self, wanted: &dyn Fn(&str) -> bool) -> io::Result<Option<Event>> {
        loop {
            if let Some((table, columns)) = self.insert.take() {
                match self.row(&table, &columns)? {
                    Some(Ok((row, more))) => {
                        if more {
                            self.insert = Some((table, columns));
                        }
                        return Ok(Some(Event::Row(row)));
                    }
                    Some(Err(why)) => {
                        self.skip_statement()?;
                        return Ok(Some(Event::Broken { table, why }));
                    }
                    None => return Ok(Some(Event::Broken { table, why: "tệp bị cắt giữa chừng".into() })),
                }
            }
            self.blanks()?;
            let Some(word) = self.word()? else { return Ok(None) };
            match word.to_ascii_uppercase().as_str() {
                "CREATE" => self.create()?,
                "INSERT" | "REPLACE" => {
                    if let Some(begun) = self.begin(wanted)? {
                        self.insert = Some(begun);
                    }
                }
                // What stood before it was a comment (`/*!40000 … */;`).
                ";" => {}
                _ => self.skip_statement()?,
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn take(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.reader.consume(1);
            self.passed += 1;
        }
        Ok(byte)
    }

    /// Blanks and comments. What `/*! … */` says to newer servers only is a comment here too.
    fn blanks(&mut self) -> io::Result<()> {
        loop {
            match self.peek()? {
                Some(b) if b.is_ascii_whitespace() || b == 0xef || b == 0xbb || b == 0xbf => {
                    self.take()?;
                }
                Some(b'#') => self.skip_line()?,
                Some(b'-') => {
                    self.take()?;
                    if self.peek()? == Some(b'-') {
                        self.skip_line()?;
                    }
                }
                Some(b'/') => {
                    self.take()?;
                    if self.peek()? == Some(b'*') {
                        let mut last = 0;
                        while let Some(b) = self.take()? {
                            if last == b'*' && b == b'/' {
                                break;
                            }
                            last = b;
                        }
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        while self.take()?.is_some_and(|b| b != b'\n') {}
        Ok(())
    }

    /// Letters, digits, `_`; any other single character; `None` at the end.
    fn word(&mut self) -> io::Result<Option<String>> {
        let mut word = String::new();
        while let Some(b) = self.peek()? {
            if b.is_ascii_alphanumeric() || b == b'_' {
                self.take()?;
                if word.len() < 200 {
                    word.push(char::from(b));
                }
            } else {
                if word.is_empty() {
                    self.take()?;
                    word.push(char::from(b));
                }
                return Ok(Some(word));
            }
        }
        Ok((!word.is_empty()).then_some(word))
    }

    /// To the end of the statement, past its quoted texts.
    fn skip_statement(&mut self) -> io::Result<()> {
        while let Some(b) = self.take()? {
            match b {
                b';' => return Ok(()),
                b'\'' | b'"' | b'`' => self.skip_quoted(b)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn skip_quoted(&mut self, quote: u8) -> io::Result<()> {
        while let Some(b) = self.take()? {
            match b {
                b'\\' if quote != b'`' => {
                    self.take()?;
                }
                b if b == quote => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// A name, quoted or not; of `db`.`table` the last part.
    fn name(&mut self) -> io::Result<Option<String>> {
        let mut name = None;
        loop {
            self.blanks()?;
            let part = match self.peek()? {
                Some(quote @ (b'`' | b'"')) => {
                    self.take()?;
                    let mut part = vec![];
                    while let Some(b) = self.take()?.filter(|b| *b != quote) {
                        if part.len() < 200 {
                            part.push(b);
                        }
                    }
                    String::from_utf8_lossy(&part).into_owned()
                }
                Some(b) if b.is_ascii_alphanumeric() || b == b'_' => self.word()?.unwrap_or_default(),
                _ => return Ok(name),
            };
            name = Some(part);
            if self.peek()? != Some(b'.') {
                return Ok(name);
            }
            self.take()?;
        }
    }

    fn create(&mut self) -> io::Result<()> {
        self.blanks()?;
        if !self.word()?.is_some_and(|word| word.eq_ignore_ascii_case("TABLE")) {
            return self.skip_statement();
        }
        let mut name = self.name()?;
        if name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("IF")) {
            for _ in 0..2 {
                name = self.name()?;
            }
            if name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("EXISTS")) {
                name = self.name()?;
            }
        }
        let Some(name) = name else { return self.skip_statement() };
        let mut text = vec![];
        while let Some(b) = self.take()? {
            if b == b';' {
                break;
            }
            if text.len() < CREATE_MAX {
                text.push(b);
            }
            if b == b'\'' || b == b'"' {
                self.skip_quoted(b)?;
            }
        }
        self.columns.insert(name, column_names(&String::from_utf8_lossy(&text)));
        Ok(())
    }

    /// `INTO table [(columns)] VALUES`; `None` where the table is not wanted.
    fn begin(&mut self, wanted: &dyn Fn(&str) -> bool) -> io::Result<Option<(String, Vec<String>)>> {
        let mut name = self.name()?;
        while name.as_deref().is_some_and(|n| ["INTO", "IGNORE", "DELAYED", "LOW_PRIORITY"].iter().any(|w| n.eq_ignore_ascii_case(w))) {
            name = self.name()?;
        }
        let Some(table) = name.filter(|name| wanted(name)) else {
            self.skip_statement()?;
            return Ok(None);
        };
        let mut columns = self.columns.get(&table).cloned().unwrap_or_default();
        self.blanks()?;
        if self.peek()? == Some(b'(') {
            self.take()?;
            columns.clear();
            while let Some(column) = self.name()? {
                columns.push(column);
                self.blanks()?;
                if self.take()? != Some(b',') {
                    break;
                }
            }
        }
        self.blanks()?;
        if columns.is_empty() || !self.word()?.is_some_and(|word| word.to_ascii_uppercase().starts_with("VALUE")) {
            self.skip_statement()?;
            return Ok(None);
        }
        Ok(Some((table, columns)))
    }

    /// A row and whether another follows; `None` where the file ends in it.
    #[allow(clippy::type_complexity)]
    fn row(&mut self, table: &str, columns: &[String]) -> io::Result<Option<Result<(DumpRow, bool), String>>> {
        self.blanks()?;
        match self.take()? {
            Some(b'(') => {}
            Some(_) => return Ok(Some(Err("không phải một dòng giá trị".into()))),
            None => return Ok(None),
        }
        let mut row = DumpRow { table: table.to_owned(), cells: HashMap::new(), broken: vec![] };
        for n in 0.. {
            let Some(value) = self.value()? else { return Ok(None) };
            let Some(column) = columns.get(n) else { return Ok(Some(Err("nhiều giá trị hơn số cột".into()))) };
            match value {
                Ok(value) => {
                    row.cells.insert(column.clone(), value);
                }
                Err(_) => row.broken.push(column.clone()),
            }
            self.blanks()?;
            match self.take()? {
                Some(b',') => {}
                Some(b')') if n + 1 == columns.len() => break,
                Some(b')') => return Ok(Some(Err("ít giá trị hơn số cột".into()))),
                Some(_) => return Ok(Some(Err("giá trị không đọc được".into()))),
                None => return Ok(None),
            }
        }
        self.blanks()?;
        let more = match self.take()? {
            Some(b',') => true,
            Some(b';') | None => false,
            // `ON DUPLICATE KEY UPDATE …`
            Some(_) => {
                self.skip_statement()?;
                false
            }
        };
        Ok(Some(Ok((row, more))))
    }

    /// One value; the inner error is a text that is no UTF-8 or too long.
    #[allow(clippy::type_complexity)]
    fn value(&mut self) -> io::Result<Option<Result<Option<String>, ()>>> {
        let mut bare = String::new();
        loop {
            match self.peek()? {
                None => return Ok(None),
                // `_utf8mb4'…'`, `N'…'`: an introducer.
                Some(quote @ (b'\'' | b'"')) => {
                    self.take()?;
                    return self.text(quote).map(Some);
                }
                Some(b',' | b')') => break,
                Some(b) if b.is_ascii_whitespace() => {
                    self.take()?;
                }
                Some(b) => {
                    self.take()?;
                    if bare.len() < VALUE_MAX {
                        bare.push(char::from(b));
                    }
                }
            }
        }
        if bare.eq_ignore_ascii_case("NULL") {
            return Ok(Some(Ok(None)));
        }
        if let Some(digits) = bare.strip_prefix("0x").or(bare.strip_prefix("0X")) {
            let text = hex::decode(digits).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            return Ok(Some(text.map(Some).ok_or(())));
        }
        Ok(Some(Ok(Some(bare))))
    }

    fn text(&mut self, quote: u8) -> io::Result<Result<Option<String>, ()>> {
        let (mut bytes, mut long) = (vec![], false);
        while let Some(b) = self.take()? {
            let b = match b {
                b'\\' => match self.take()? {
                    Some(b'n') => b'\n',
                    Some(b'r') => b'\r',
                    Some(b't') => b'\t',
                    Some(b'0') => 0,
                    Some(b'b') => 8,
                    Some(b'Z') => 26,
                    Some(other) => other,
                    None => break,
                },
                b if b == quote => {
                    if self.peek()? != Some(quote) {
                        break;
                    }
                    self.take()?;
                    quote
                }
                b => b,
            };
            if bytes.len() < VALUE_MAX {
                bytes.push(b);
            } else {
                long = true;
            }
        }
        Ok(if long { Err(()) } else { String::from_utf8(bytes).map(Some).map_err(|_| ()) })
    }
}

/// The names of columns between the outer brackets of a `CREATE TABLE`, whose quoted texts are gone already.
fn column_names(text: &str) -> Vec<String> {
    const KEYS: [&str; 8] = ["PRIMARY", "KEY", "UNIQUE", "FULLTEXT", "INDEX", "CONSTRAINT", "SPATIAL", "FOREIGN"];
    let Some(open) = text.find('(') else { return vec![] };
    let (mut depth, mut part, mut parts) = (0usize, String::new(), vec![]);
    for c in text[open + 1..].chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    let names = parts.iter().filter_map(|part| {
        let part = part.trim();
        if let Some(quoted) = part.strip_prefix('`') {
            return quoted.split('`').next().map(str::to_owned);
        }
        let word = part.split_whitespace().next()?;
        let bare = word.split('(').next().unwrap_or(word);
        (!KEYS.iter().any(|key| bare.eq_ignore_ascii_case(key))).then(|| word.to_owned())
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(sql: &[u8]) -> Vec<Event> {
        let mut dump = Dump::of(sql);
        std::iter::from_fn(|| dump.next(&|table| table.starts_with("nv4_")).unwrap()).collect()
    }

    fn cell<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
        match event {
            Event::Row(row) => row.cells[name].as_deref(),
            Event::Broken { .. } => panic!("{event:?}"),
        }
    }

    #[test]
    fn statements_of_all_dumpers() {
        let sql = "-- dump; with 'quotes'\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `nv4_a`;\n\
            CREATE TABLE IF NOT EXISTS `nv4_a` (\n `id` int(11) NOT NULL DEFAULT '0' COMMENT 'a, (b); c',\n `x` text,\n PRIMARY KEY (`id`),\n KEY `k` (`id`,`x`)\n);\n\
            INSERT INTO `nv4_a` VALUES (1,'It\\'s; (a), ''b''\\n'), (2, NULL),(3,0x41),(-4 , _utf8mb4'Tiếng');\n\
            INSERT INTO other VALUES ('x;');\nINSERT IGNORE INTO `db`.`nv4_a` (`x`, id) VALUES ('y', 5) ON DUPLICATE KEY UPDATE x='z;';";
        let told = rows(sql.as_bytes());
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!(cell(&told[0], "x"), Some("It's; (a), 'b'\n"));
        assert_eq!((cell(&told[1], "x"), cell(&told[2], "x"), cell(&told[3], "x")), (None, Some("A"), Some("Tiếng")));
        assert_eq!((cell(&told[4], "id"), cell(&told[4], "x")), (Some("5"), Some("y")));
        assert_eq!(cell(&told[3], "id"), Some("-4"));
        assert_eq!(column_names("x (id int, keywords text, KEY k (id), PRIMARY KEY(id))"), ["id", "keywords"]);
    }

    #[test]
    fn a_comment_with_a_semicolon_swallows_nothing() {
        let told = rows(b"/*!40000 ALTER TABLE `nv4_a` DISABLE KEYS */;\nINSERT INTO nv4_a (id) VALUES (6);\n/*!40000 ALTER TABLE `nv4_a` ENABLE KEYS */;\nINSERT INTO nv4_a (id) VALUES (7);");
        assert_eq!(told.iter().map(|row| cell(row, "id")).collect::<Vec<_>>(), [Some("6"), Some("7")]);
    }

    #[test]
    fn broken_statements_are_told_and_passed_over() {
        let told = rows(b"INSERT INTO nv4_a (a,b) VALUES (1,2,3);INSERT INTO nv4_a (a,b) VALUES (1);INSERT INTO nv4_a (a) VALUES ('\xff');INSERT INTO nv4_a (a) VALUES (1");
        assert_eq!(told.len(), 4);
        assert!(matches!(&told[0], Event::Broken { why, .. } if why.contains("nhiều")));
        assert!(matches!(&told[1], Event::Broken { why, .. } if why.contains("ít")));
        assert!(matches!(&told[2], Event::Row(row) if row.broken == ["a"]));
        assert!(matches!(&told[3], Event::Broken { why, .. } if why.contains("cắt")));
    }

    proptest! {
        #[test]
        fn never_panics_and_always_ends(near in "(INSERT INTO nv4_a |CREATE TABLE nv4_a|\\(a,b\\) |VALUES |\\(1,'x'\\)|,|;|'|\\\\|`|/\\*|\\*/|--|\\n|NULL|0x4){0,30}") {
            rows(near.as_bytes());
        }
    }
}
