//! Keys of citizens' letters. Every letter has a key of its own, which seals its columns; the key is wrapped by the first
//! key of the site's ring. The ring is a text: `id:hexadecimal` entries, newest first; it lies in `keys/letters.keys` of the
//! data folder (made at the first start) unless the operator gives it (`letter_key`).
//!
//! Sealing is AES-256-GCM with a random nonce; what else must be true to open it (letter, column) is authenticated with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::Fault;
use super::secrets::{random, read_or_make};
use crate::kernel::canonical;

const KEY: usize = 32;

/// The site's ring.
pub struct LetterKeys {
    place: Place,
    ring: RwLock<Ring>,
}

enum Place {
    File(PathBuf),
    /// Given by the operator: nothing is written.
    Given,
}

#[derive(Clone)]
struct Ring {
    keys: Vec<Outer>,
    /// Of the file when it was read.
    stamp: Option<(SystemTime, u64)>,
}

#[derive(Clone)]
struct Outer {
    id: String,
    bytes: [u8; KEY],
}

impl LetterKeys {
    /// `given`: the ring itself, or the path of a file that holds it.
    pub fn open(data_dir: &Path, given: Option<&str>) -> Result<Self, Fault> {
        let path = match given {
            Some(text) => match read_ring(text) {
                Some(keys) => return Ok(Self { place: Place::Given, ring: RwLock::new(Ring { keys, stamp: None }) }),
                None => PathBuf::from(text),
            },
            None => data_dir.join("keys").join("letters.keys"),
        };
        if given.is_none() {
            read_or_make(&path, || Ok(line(&Outer::fresh()?).into_bytes()))?;
        }
        let ring = RwLock::new(read_file(&path)?);
        Ok(Self { place: Place::File(path), ring })
    }

    /// The name of the key that wraps new ones.
    pub fn current(&self) -> Result<String, Fault> {
        self.look()?;
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.keys.first().map(|k| k.id.clone()).ok_or_else(|| Fault::Defect("no key for letters".into()))
    }

    /// A fresh key for a letter.
    pub fn new_letter(&self, letter: Uuid) -> Result<LetterKey, Fault> {
        let bytes = random::<KEY>()?;
        let (key_id, wrapped) = self.wrap(letter, &bytes)?;
        LetterKey::of(letter, bytes, key_id, wrapped)
    }

    /// The key of a letter, unwrapped.
    pub fn of_letter(&self, letter: Uuid, key_id: &str, wrapped: &[u8]) -> Result<LetterKey, Fault> {
        if self.find(key_id).is_none() {
            self.reread()?;
        }
        let outer = self.find(key_id).ok_or_else(|| Fault::Defect("the key that wraps this letter's is not in the ring".into()))?;
        let bytes = open_with(&outer.bytes, &wrap_aad(letter, key_id), wrapped).and_then(|plain| plain.try_into().ok());
        let bytes = bytes.ok_or_else(|| Fault::Defect("a letter's key cannot be unwrapped".into()))?;
        LetterKey::of(letter, bytes, key_id.to_owned(), wrapped.to_vec())
    }

    /// Puts a new key first. Those before it stay until [`forget_others`](Self::forget_others).
    pub fn rotate(&self) -> Result<String, Fault> {
        let Place::File(path) = &self.place else { return self.current() };
        let mut ring = read_file(path)?;
        ring.keys.insert(0, Outer::fresh()?);
        self.write(path, ring)?;
        self.current()
    }

    /// Drops every key but the first from the file.
    pub fn forget_others(&self) -> Result<(), Fault> {
        let Place::File(path) = &self.place else { return Ok(()) };
        let mut ring = read_file(path)?;
        ring.keys.truncate(1);
        self.write(path, ring)
    }

    fn wrap(&self, letter: Uuid, bytes: &[u8; KEY]) -> Result<(String, Vec<u8>), Fault> {
        self.look()?;
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let outer = ring.keys.first().ok_or_else(|| Fault::Defect("no key for letters".into()))?;
        Ok((outer.id.clone(), seal_with(&outer.bytes, &wrap_aad(letter, &outer.id), bytes)?))
    }

    fn find(&self, id: &str) -> Option<Outer> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).keys.iter().find(|k| k.id == id).cloned()
    }

    /// Another process may have turned the ring.
    fn look(&self) -> Result<(), Fault> {
        let Place::File(path) = &self.place else { return Ok(()) };
        let seen = self.ring.read().unwrap_or_else(PoisonError::into_inner).stamp;
        if stamp(path)? == seen { Ok(()) } else { self.reread() }
    }

    fn reread(&self) -> Result<(), Fault> {
        let Place::File(path) = &self.place else { return Ok(()) };
        let ring = read_file(path)?;
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }

    /// Written aside and then renamed: whoever reads finds the whole ring.
    fn write(&self, path: &Path, ring: Ring) -> Result<(), Fault> {
        let text: String = ring.keys.iter().map(line).collect();
        let aside = path.with_extension(format!("{}.new", hex::encode(random::<6>()?)));
        read_or_make(&aside, || Ok(text.into_bytes()))?;
        fs::rename(&aside, path)?;
        if let Some(folder) = path.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        self.reread()
    }
}

/// The key of one letter.
pub struct LetterKey {
    pub letter: Uuid,
    pub key_id: String,
    pub wrapped: Vec<u8>,
    bytes: [u8; KEY],
    sealing: RandomizedNonceKey,
}

impl LetterKey {
    fn of(letter: Uuid, bytes: [u8; KEY], key_id: String, wrapped: Vec<u8>) -> Result<Self, Fault> {
        let sealing = RandomizedNonceKey::new(&AES_256_GCM, &bytes).map_err(|_| broken())?;
        Ok(Self { letter, key_id, wrapped, bytes, sealing })
    }

    /// `plain`, to be opened only as this column of this letter.
    pub fn seal(&self, column: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.sealing, &column_aad(self.letter, column), plain)
    }

    /// What was sealed as this column.
    pub fn open(&self, column: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(&self.sealing, &column_aad(self.letter, column), sealed)
            .ok_or_else(|| Fault::Defect(format!("the column {column} of a letter cannot be opened")))
    }

    /// The same key under the ring's first one.
    pub fn rewrapped(&self, ring: &LetterKeys) -> Result<(String, Vec<u8>), Fault> {
        ring.wrap(self.letter, &self.bytes)
    }
}

/// Seals pieces of a file that is on its way in, under a key of the sender's token.
pub struct PieceKey(RandomizedNonceKey);

impl PieceKey {
    /// `key`: 32 bytes that the token gives.
    pub fn of(key: &[u8; 32]) -> Result<Self, Fault> {
        RandomizedNonceKey::new(&AES_256_GCM, key).map(Self).map_err(|_| broken())
    }

    pub fn seal(&self, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.0, aad, plain)
    }

    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.0, aad, sealed)
    }
}

/// What is deleted in this transaction leaves no trace in free pages (SQLite; PostgreSQL's vacuum has its own times, and
/// what it leaves is sealed under a key that is gone).
pub async fn delete_without_trace(tx: &DatabaseTransaction, on: bool) -> Result<(), Fault> {
    use sea_orm::{ConnectionTrait, DbBackend};
    if tx.get_database_backend() == DbBackend::Sqlite {
        tx.execute_unprepared(if on { "PRAGMA secure_delete = ON" } else { "PRAGMA secure_delete = OFF" }).await?;
    }
    Ok(())
}

fn seal(key: &RandomizedNonceKey, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut text = plain.to_vec();
    let nonce = key.seal_in_place_append_tag(Aad::from(aad), &mut text).map_err(|_| broken())?;
    Ok([nonce.as_ref().as_slice(), &text].concat())
}

fn open(key: &RandomizedNonceKey, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut text = text.to_vec();
    Some(key.open_in_place(nonce, Aad::from(aad), &mut text).ok()?.to_vec())
}

fn seal_with(key: &[u8; KEY], aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, Fault> {
    seal(&RandomizedNonceKey::new(&AES_256_GCM, key).map_err(|_| broken())?, aad, plain)
}

fn open_with(key: &[u8; KEY], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    open(&RandomizedNonceKey::new(&AES_256_GCM, key).ok()?, aad, sealed)
}

fn column_aad(letter: Uuid, column: &str) -> Vec<u8> {
    [letter.as_bytes().as_slice(), column.as_bytes()].concat()
}

fn wrap_aad(letter: Uuid, key_id: &str) -> Vec<u8> {
    [letter.as_bytes().as_slice(), b"key", key_id.as_bytes()].concat()
}

fn broken() -> Fault {
    Fault::Defect("a letter's key cannot be used".into())
}

impl Outer {
    fn fresh() -> Result<Self, Fault> {
        Ok(Self::of(random::<KEY>()?))
    }

    /// Named by its hash: the same key has the same name everywhere.
    fn of(bytes: [u8; KEY]) -> Self {
        let id = canonical::sha256_hex(&[b"letter-ring".as_slice(), &bytes].concat())[..12].to_owned();
        Self { id, bytes }
    }
}

fn line(key: &Outer) -> String {
    format!("{}:{}\n", key.id, hex::encode(key.bytes))
}

/// 64 hexadecimal digits a key, with or without its name before it; commas, blanks or lines between.
fn read_ring(text: &str) -> Option<Vec<Outer>> {
    let entries = text.split([',', '\n', ' ']).map(str::trim).filter(|e| !e.is_empty());
    let keys: Option<Vec<Outer>> = entries
        .map(|entry| {
            let digits = entry.rsplit_once(':').map_or(entry, |(_, digits)| digits);
            Some(Outer::of(hex::decode(digits).ok()?.try_into().ok()?))
        })
        .collect();
    keys.filter(|keys| !keys.is_empty())
}

fn stamp(path: &Path) -> Result<Option<(SystemTime, u64)>, Fault> {
    let meta = fs::metadata(path)?;
    Ok(Some((meta.modified()?, meta.len())))
}

fn read_file(path: &Path) -> Result<Ring, Fault> {
    let stamp = stamp(path)?;
    let keys = read_ring(&fs::read_to_string(path)?);
    let keys = keys.ok_or_else(|| Fault::Defect(format!("{}: keys of 64 hexadecimal digits are wanted", path.display())))?;
    Ok(Ring { keys, stamp })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("cong-letter-keys-{}", hex::encode(random::<8>().unwrap())));
        fs::create_dir_all(folder.join("keys")).unwrap();
        folder
    }

    #[test]
    fn what_is_sealed_opens_as_its_own_column_of_its_own_letter() {
        let folder = folder();
        let ring = LetterKeys::open(&folder, None).unwrap();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let key = ring.new_letter(a).unwrap();
        let sealed = key.seal("content", b"secret").unwrap();
        let again = LetterKeys::open(&folder, None).unwrap().of_letter(a, &key.key_id, &key.wrapped).unwrap();
        assert_eq!(again.open("content", &sealed).unwrap(), b"secret");
        assert!(again.open("sender", &sealed).is_err());
        assert!(ring.of_letter(b, &key.key_id, &key.wrapped).is_err(), "a key of another letter");
        assert!(ring.new_letter(a).unwrap().open("content", &sealed).is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_ring_turns_under_another_process() {
        let folder = folder();
        let (here, there) = (LetterKeys::open(&folder, None).unwrap(), LetterKeys::open(&folder, None).unwrap());
        let letter = Uuid::from_u128(1);
        let old = here.new_letter(letter).unwrap();
        let new = there.rotate().unwrap();
        assert_ne!(old.key_id, new);
        assert_eq!(here.new_letter(letter).unwrap().key_id, new, "the file is looked at");
        let (key_id, wrapped) = there.of_letter(letter, &old.key_id, &old.wrapped).unwrap().rewrapped(&there).unwrap();
        there.forget_others().unwrap();
        let kept = here.of_letter(letter, &key_id, &wrapped).unwrap();
        assert_eq!(kept.open("a", &old.seal("a", b"x").unwrap()).unwrap(), b"x");
        assert!(LetterKeys::open(&folder, None).unwrap().of_letter(letter, &old.key_id, &old.wrapped).is_err(), "forgotten");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_given_ring_is_read_and_never_written() {
        let (one, two) = ("11".repeat(32), "22".repeat(32));
        let ring = LetterKeys::open(Path::new("/nowhere"), Some(&format!("{one},{two}"))).unwrap();
        let first = ring.current().unwrap();
        assert_eq!(ring.rotate().unwrap(), first);
        let file = folder().join("ring");
        fs::write(&file, format!("{two}\n{one}\n")).unwrap();
        assert_ne!(LetterKeys::open(Path::new("/nowhere"), file.to_str()).unwrap().current().unwrap(), first);
        assert!(LetterKeys::open(Path::new("/nowhere"), Some("/not/there")).is_err());
    }
}
