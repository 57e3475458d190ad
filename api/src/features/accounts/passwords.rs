//! Passwords: what they must be, and how they are hashed (argon2id). Hashing is slow on purpose, so it never happens
//! inside a transaction or on a thread that serves requests, and only a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::http::{Code, FieldError, Problem};
use crate::kernel::text::{fold, nfc};
use crate::store::Fault;

/// Shortest and longest password, in characters.
pub const SHORTEST: usize = 12;
pub const LONGEST: usize = 128;
/// Hashings at the same time: each takes 19 MiB and a core for some 20 ms, and the smallest server has two cores.
const AT_ONCE: usize = 2;
/// Hashings that may wait for their turn: under half a second's worth. More are told to come back.
const QUEUE: usize = 16;

/// What one hashing costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HashCost {
    /// The minimum that OWASP recommends for argon2id: 19 MiB, two passes, one lane.
    #[default]
    Standard,
    /// For tests that sign in hundreds of times. Never a default: it has to be asked for by name.
    TestsOnly,
}

impl HashCost {
    /// Memory in KiB, passes, lanes.
    const fn parameters(self) -> (u32, u32, u32) {
        match self {
            Self::Standard => (19 * 1024, 2, 1),
            Self::TestsOnly => (64, 1, 1),
        }
    }

    fn hasher(self) -> Result<Argon2<'static>, Fault> {
        let (memory, passes, lanes) = self.parameters();
        let params = Params::new(memory, passes, lanes, None).map_err(|e| Fault::Defect(format!("argon2: {e}")))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Hashes a password for `add_user`. For commands; requests go through [`Hashing`], which is bounded.
pub async fn hash_password(password: String, cost: HashCost) -> Result<String, Problem> {
    let done = tokio::task::spawn_blocking(move || hash_now(&password, cost)).await;
    Ok(done.map_err(|e| Fault::Defect(format!("hashing: {e}")))??)
}

fn hash_now(password: &str, cost: HashCost) -> Result<String, Fault> {
    let hash = cost.hasher()?.hash_password(nfc(password).as_bytes());
    Ok(hash.map_err(|e| Fault::Defect(format!("argon2: {e}")))?.to_string())
}

/// The bounded bench on which requests hash.
pub struct Hashing {
    cost: HashCost,
    /// Verified when there is no such account, so that the answer takes as long. No password has this hash.
    dummy: String,
    queue: Arc<Semaphore>,
    slots: Arc<Semaphore>,
}

impl Hashing {
    pub fn new(cost: HashCost) -> Self {
        let (memory, passes, lanes) = cost.parameters();
        let salt = STANDARD_NO_PAD.encode(rand::random::<[u8; 16]>());
        let output = STANDARD_NO_PAD.encode(rand::random::<[u8; 32]>());
        Self {
            cost,
            dummy: format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}"),
            queue: Arc::new(Semaphore::new(AT_ONCE + QUEUE)),
            slots: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Whether `password` is the one behind `stored`. Takes as long for `None`, and is then never true.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Problem> {
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.clone());
        let matches = self
            .run(move || {
                let hash = PasswordHash::new(&stored).map_err(|e| Fault::Defect(format!("stored password hash: {e}")))?;
                Ok(Argon2::default().verify_password(nfc(&password).as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(matches && exists)
    }

    pub async fn hash(&self, password: String) -> Result<String, Problem> {
        let cost = self.cost;
        self.run(move || hash_now(&password, cost)).await
    }

    async fn run<T: Send + 'static>(&self, job: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Problem> {
        let queued = self.queue.clone().try_acquire_owned().map_err(|_| busy())?;
        let slot = self.slots.clone().acquire_owned().await.map_err(|_| busy())?;
        let done = tokio::task::spawn_blocking(move || {
            // The places are held by the work itself: a client that hangs up does not make room before it has ended.
            let _places = (queued, slot);
            job()
        });
        Ok(done.await.map_err(|e| Fault::Defect(format!("hashing: {e}")))??)
    }
}

fn busy() -> Problem {
    Problem { retry_after: Some(2), ..Problem::new(Code::Unavailable) }
        .detail("Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau vài giây.", "Many are signing in. Try again in a few seconds.")
}

/// A new password for a person: twenty letters and digits without look-alikes, in groups of five; 100 random bits.
pub fn random_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let mut password = String::with_capacity(23);
    for (place, byte) in rand::random::<[u8; 20]>().into_iter().enumerate() {
        if place > 0 && place % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(LETTERS[usize::from(byte & 31)]));
    }
    password
}

/// The commonest passwords that are long enough to pass, folded and without blanks and signs: as people here type them.
const COMMON: [&str; 30] = [
    "123456789012",
    "1234567890123",
    "1234567890abc",
    "123456789abc",
    "0123456789ab",
    "012345678901",
    "0987654321098",
    "098765432109",
    "abcdefghijkl",
    "abcd12345678",
    "abc123456789",
    "abc123abc123",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "adminadmin12",
    "admin1234567",
    "admin12345678",
    "administrator",
    "quantrivien1",
    "qwertyuiop12",
    "qwertyuiopasdfghjkl",
    "qwerty123456",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "matkhau12345",
    "matkhau123456",
    "iloveyou1234",
    "vietnam12345",
];

/// Why `password` will not do for the person called `username`; all reasons at once.
pub fn faults(password: &str, username: &str, pointer: &str) -> Vec<FieldError> {
    let password = nfc(password);
    let length = password.chars().count();
    let mut found = vec![];
    let mut tell = |code: &str, vi: &str, en: &str| found.push(FieldError::new(pointer, code, vi, en));
    if length < SHORTEST {
        tell("password_too_short", "Mật khẩu phải có ít nhất 12 ký tự.", "A password has at least 12 characters.");
    }
    if length > LONGEST {
        tell("password_too_long", "Mật khẩu dài tối đa 128 ký tự.", "A password has at most 128 characters.");
    }
    let plain = bare(&password);
    let name = bare(username);
    if !name.is_empty() && plain == name.repeat((plain.len() / name.len()).max(1)) {
        tell("password_is_username", "Mật khẩu không được là tên đăng nhập.", "The password must not be the user name.");
    }
    let mut letters: Vec<char> = plain.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if COMMON.contains(&plain.as_str()) || (length >= SHORTEST && letters.len() < 4) {
        tell("password_common", "Mật khẩu này quá phổ biến, dễ bị đoán.", "This password is among the first that are guessed.");
    }
    found
}

/// Without what people add to make a common word pass: capitals, tones, blanks, signs.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_refused_for_their_reasons() {
        for (password, want) in [
            ("mưa rào tháng bảy", None),
            ("correct horse battery", None),
            ("ngắn quá", Some("password_too_short")),
            ("Mật khẩu 12345", Some("password_common")),
            ("P-a-s-s-w-o-r-d-1234", Some("password_common")),
            ("aaaaaaaaaaaaaa", Some("password_common")),
            ("................", Some("password_common")),
            ("Kiemduyet.VHXH", Some("password_is_username")),
            ("kiemduyet.vhxhkiemduyet.vhxh", Some("password_is_username")),
        ] {
            let codes: Vec<_> = faults(password, "kiemduyet.vhxh", "/new_password").into_iter().map(|f| f.code).collect();
            assert_eq!(codes, want.into_iter().collect::<Vec<_>>(), "{password}");
        }
        assert_eq!(faults(&"ệabcdef ".repeat(17), "ctv", "")[0].code, "password_too_long");
        // Twelve letters typed with combining marks are still twelve.
        assert!(faults("e\u{302}\u{323}bcdef\u{309}hiklmn", "ctv", "").is_empty());
        assert_eq!(faults("a", "a", "").len(), 2);
    }

    #[test]
    fn common_ones_are_bare_and_long_enough_to_matter() {
        for common in COMMON {
            assert_eq!(bare(common), common);
            assert!(common.len() >= SHORTEST);
        }
    }

    #[test]
    fn random_passwords_pass_their_own_rules() {
        let (a, b) = (random_password(), random_password());
        assert_ne!(a, b);
        assert!(a.len() == 23 && faults(&a, "ctv", "").is_empty());
    }

    #[actix_web::test]
    async fn hashes_verify_in_either_normal_form_and_nobody_has_the_dummy() {
        let stored = hash_password("mưa rào tháng bảy".into(), HashCost::TestsOnly).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        let hashing = Hashing::new(HashCost::TestsOnly);
        let apart = "mu\u{31b}a ra\u{300}o tha\u{301}ng ba\u{309}y".to_owned();
        assert!(hashing.verify(apart, Some(stored.clone())).await.unwrap());
        assert!(!hashing.verify("mưa rào tháng tám".into(), Some(stored)).await.unwrap());
        assert!(!hashing.verify("mưa rào tháng bảy".into(), None).await.unwrap());
        assert!(hashing.verify("x".into(), Some("not a hash".into())).await.is_err());
        // The dummy must parse, or its verification would be quick.
        assert!(PasswordHash::new(&Hashing::new(HashCost::Standard).dummy).is_ok());
    }

    #[actix_web::test]
    async fn beyond_the_queue_clients_are_told_to_come_back() {
        let hashing = Hashing::new(HashCost::TestsOnly);
        let all = hashing.queue.clone().try_acquire_many_owned(u32::try_from(AT_ONCE + QUEUE).unwrap()).unwrap();
        let refused = hashing.hash("mưa rào tháng bảy".into()).await.unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::Unavailable, Some(2)));
        drop(all);
        assert!(hashing.hash("mưa rào tháng bảy".into()).await.is_ok());
    }
}
