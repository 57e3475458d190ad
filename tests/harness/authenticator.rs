//! A passkey in software: what a browser and its authenticator would answer, and the small lies that a portal must see through.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coset::cbor::Value as Cbor;
use coset::{CborSerializable, CoseKeyBuilder, iana};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// User present and verified.
pub const VERIFIED: u8 = 0b101;
const ATTESTED: u8 = 1 << 6;

pub struct Authenticator {
    pkcs8: Vec<u8>,
    id: Vec<u8>,
    user: Option<String>,
    /// What it answers next; a test may turn these knobs.
    pub counter: u32,
    pub origin: String,
    pub rp_id: Option<String>,
    pub flags: u8,
}

impl Clone for Authenticator {
    fn clone(&self) -> Self {
        Self {
            pkcs8: self.pkcs8.clone(),
            id: self.id.clone(),
            user: self.user.clone(),
            counter: self.counter,
            origin: self.origin.clone(),
            rp_id: self.rp_id.clone(),
            flags: self.flags,
        }
    }
}

impl Authenticator {
    /// Of a browser on that origin.
    pub fn on(origin: &str) -> Self {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).expect("a key");
        let mut id = vec![0; 32];
        aws_lc_rs::rand::fill(&mut id).expect("randomness");
        Self { pkcs8: pkcs8.as_ref().to_vec(), id, user: None, counter: 0, origin: origin.into(), rp_id: None, flags: VERIFIED }
    }

    fn key(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.pkcs8).expect("its own key")
    }

    fn data(&self, rp_id: &str, flags: u8) -> Vec<u8> {
        let rp = self.rp_id.as_deref().unwrap_or(rp_id);
        [Sha256::digest(rp.as_bytes()).as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, ceremony: &str, options: &Value) -> Vec<u8> {
        json!({"type": ceremony, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false}).to_string().into_bytes()
    }

    /// The answer to `navigator.credentials.create()`.
    pub fn registers(&mut self, options: &Value) -> Value {
        self.user = options["user_id"].as_str().map(str::to_owned);
        let key = self.key();
        let point = key.public_key().as_ref();
        let cose = CoseKeyBuilder::new_ec2_pub_key(iana::EllipticCurve::P_256, point[1..33].to_vec(), point[33..].to_vec());
        let cose = cose.algorithm(iana::Algorithm::ES256).build().to_vec().expect("COSE");
        let length = u16::try_from(self.id.len()).expect("a short id").to_be_bytes();
        let head = self.data(options["rp_id"].as_str().expect("a domain"), self.flags | ATTESTED);
        let data = [head.as_slice(), &[0; 16], &length, &self.id, &cose].concat();
        let object = Cbor::Map(vec![
            (Cbor::Text("fmt".into()), Cbor::Text("none".into())),
            (Cbor::Text("attStmt".into()), Cbor::Map(vec![])),
            (Cbor::Text("authData".into()), Cbor::Bytes(data)),
        ]);
        let mut attestation = vec![];
        coset::cbor::into_writer(&object, &mut attestation).expect("CBOR");
        json!({
            "label": "Khóa thử",
            "client_data_json": text(&self.client_data("webauthn.create", options)),
            "attestation_object": text(&attestation),
        })
    }

    /// The answer to `navigator.credentials.get()`.
    pub fn signs(&mut self, options: &Value) -> Value {
        self.counter += 1;
        let data = self.data(options["rp_id"].as_str().expect("a domain"), self.flags);
        let client_data = self.client_data("webauthn.get", options);
        let message = [data.as_slice(), Sha256::digest(&client_data).as_slice()].concat();
        let signature = self.key().sign(&SystemRandom::new(), &message).expect("a signature");
        json!({
            "id": text(&self.id),
            "client_data_json": text(&client_data),
            "authenticator_data": text(&data),
            "signature": text(signature.as_ref()),
            "user_handle": self.user,
        })
    }
}

pub fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
