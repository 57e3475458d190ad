//! Passkeys as the standard has them (WebAuthn level 2): what an authenticator says is taken apart and checked, with
//! nothing known of tables or requests. Attestation is not asked for and not looked at: whose make a key is does not matter.
//! Why no framework: decision 0017.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use coset::cbor::Value;
use coset::iana::{self, EnumI64};
use coset::{CborSerializable, CoseKey, Label, RegisteredLabelWithPrivate};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The algorithms that are offered: ES256, EdDSA, RS256 (Windows Hello), the best first.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const ATTESTED: u8 = 1 << 6;
/// The longest credential id that the standard allows.
const ID_MAX: usize = 1023;

/// Who asks: the domain a passkey is bound to, and the origin a browser must name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    pub id: String,
    pub origin: String,
}

/// What browsers send beside the signature.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// A new passkey: its id, its public key as COSE has it, and its first count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    pub credential_id: Vec<u8>,
    pub public_key: Vec<u8>,
    pub counter: u32,
}

/// What a browser answers to `navigator.credentials.get()`, decoded.
#[derive(Clone, Debug)]
pub struct Signed {
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
}

impl RelyingParty {
    /// Of the site's public address. `None` where browsers offer no passkeys: no TLS (but for this very machine, whose name
    /// is `localhost` then), or an address of numbers.
    pub fn of(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let authority = rest.split('/').next()?.to_ascii_lowercase();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') && port.bytes().all(|b| b.is_ascii_digit()) => (host, format!(":{port}")),
            _ => (authority.as_str(), String::new()),
        };
        let here = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
        let (id, named) =
            if here { ("localhost", true) } else { (host, host.contains(|c: char| c.is_ascii_alphabetic()) && !host.starts_with('[')) };
        (named && (here || scheme == "https")).then(|| Self { id: id.to_owned(), origin: format!("{scheme}://{id}{port}") })
    }

    fn id_hash(&self) -> [u8; 32] {
        Sha256::digest(self.id.as_bytes()).into()
    }

    /// The challenge in what the browser says, if it speaks of this ceremony on this origin.
    pub fn challenge(&self, client_data: &[u8], ceremony: &str) -> Option<Vec<u8>> {
        let told: ClientData = serde_json::from_slice(client_data).ok()?;
        let right = told.r#type == ceremony && told.origin == self.origin && !told.cross_origin;
        right.then(|| super::challenge::bytes(&told.challenge))?
    }

    /// The authenticator's own words, if they are of this domain and it verified its user: flags and counter, and the rest.
    fn authenticator<'a>(&self, data: &'a [u8]) -> Option<(u8, u32, &'a [u8])> {
        let (head, rest) = data.split_at_checked(37)?;
        let flags = head[32];
        aws_lc_rs::constant_time::verify_slices_are_equal(&head[..32], &self.id_hash()).ok()?;
        let counter = u32::from_be_bytes(head[33..37].try_into().ok()?);
        (flags & PRESENT != 0 && flags & VERIFIED != 0).then_some((flags, counter, rest))
    }

    /// The passkey in an attestation object. The caller has checked the challenge.
    pub fn registered(&self, attestation: &[u8]) -> Option<NewPasskey> {
        let Value::Map(members) = coset::cbor::from_reader::<Value, _>(attestation).ok()? else {
            return None;
        };
        let data = members.iter().find(|(name, _)| name.as_text() == Some("authData"))?.1.as_bytes()?;
        let (flags, counter, rest) = self.authenticator(data)?;
        if flags & ATTESTED == 0 {
            return None;
        }
        let (_model, rest) = rest.split_at_checked(16)?;
        let (length, rest) = rest.split_at_checked(2)?;
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        if length == 0 || length > ID_MAX {
            return None;
        }
        let (id, rest) = rest.split_at_checked(length)?;
        // Extensions may follow the key: the first value is read, and kept as this program writes it.
        let key: Value = coset::cbor::from_reader(rest).ok()?;
        let mut public_key = vec![];
        coset::cbor::into_writer(&key, &mut public_key).ok()?;
        PublicKey::read(&public_key)?;
        Some(NewPasskey { credential_id: id.to_owned(), public_key, counter })
    }

    /// The authenticator's count, if the signature is the key's. The caller has checked the challenge.
    pub fn verified(&self, public_key: &[u8], signed: &Signed) -> Option<u32> {
        let (_, counter, _) = self.authenticator(&signed.authenticator_data)?;
        let message = [signed.authenticator_data.as_slice(), Sha256::digest(&signed.client_data).as_slice()].concat();
        PublicKey::read(public_key)?.verifies(&message, &signed.signature).then_some(counter)
    }
}

/// Whether a count may follow another: it rises, or the authenticator does not count at all.
pub fn counts_on(seen: i64, told: u32) -> bool {
    (seen == 0 && told == 0) || i64::from(told) > seen
}

/// A public key of one of the three kinds.
enum PublicKey {
    Es256(Vec<u8>),
    EdDsa(Vec<u8>),
    Rs256 { n: Vec<u8>, e: Vec<u8> },
}

impl PublicKey {
    fn read(cose: &[u8]) -> Option<Self> {
        let key = CoseKey::from_slice(cose).ok()?;
        let RegisteredLabelWithPrivate::Assigned(algorithm) = key.alg? else {
            return None;
        };
        let part = |label: i64| key.params.iter().find(|(l, _)| *l == Label::Int(label)).map(|(_, value)| value);
        let bytes = |label: i64| part(label).and_then(Value::as_bytes).cloned();
        let curve = |curve: iana::EllipticCurve| part(-1).and_then(Value::as_integer) == Some(curve.to_i64().into());
        match algorithm {
            iana::Algorithm::ES256 if curve(iana::EllipticCurve::P_256) => {
                let (x, y) = (bytes(-2)?, bytes(-3)?);
                (x.len() == 32 && y.len() == 32).then(|| Self::Es256([&[4u8], x.as_slice(), &y].concat()))
            }
            iana::Algorithm::EdDSA if curve(iana::EllipticCurve::Ed25519) => bytes(-2).filter(|x| x.len() == 32).map(Self::EdDsa),
            iana::Algorithm::RS256 => {
                let (n, e) = (bytes(-1)?, bytes(-2)?);
                (256..=1024).contains(&n.len()).then_some(Self::Rs256 { n, e })
            }
            _ => None,
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok(),
            Self::EdDsa(point) => UnparsedPublicKey::new(&ED25519, point).verify(message, signature).is_ok(),
            Self::Rs256 { n, e } => RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_passkeys_work() {
        let at = |url: &str| RelyingParty::of(url).map(|rp| (rp.id, rp.origin));
        let same = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
        assert_eq!(at("https://thanhdong.haiphong.gov.vn"), same("thanhdong.haiphong.gov.vn", "https://thanhdong.haiphong.gov.vn"));
        assert_eq!(at("https://Cong.vn:8443/x"), same("cong.vn", "https://cong.vn:8443"));
        assert_eq!(at("http://127.0.0.1:8080"), same("localhost", "http://localhost:8080"));
        assert_eq!(at("http://localhost"), same("localhost", "http://localhost"));
        for none in ["http://cong.vn", "https://10.0.0.5", "https://[2001:db8::1]", "", "cong.vn"] {
            assert_eq!(at(none), None, "{none}");
        }
    }

    #[test]
    fn counts_rise_or_are_not_kept() {
        assert!(counts_on(0, 0) && counts_on(0, 5) && counts_on(5, 6));
        assert!(!counts_on(5, 5) && !counts_on(5, 0) && !counts_on(5, 4));
    }

    #[test]
    fn garbage_is_nothing() {
        let here = RelyingParty::of("http://localhost:1").unwrap();
        for garbage in [&b""[..], b"\xa0", b"\xff\xff", &[0u8; 37], &[0x9f; 4000]] {
            assert!(here.registered(garbage).is_none() && PublicKey::read(garbage).is_none());
            assert!(here.authenticator(garbage).is_none());
        }
    }
}
