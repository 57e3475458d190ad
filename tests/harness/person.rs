//! A person at the desk, and what the portal answers them.

use chrono::{DateTime, Utc};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderMap, IF_MATCH};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::portal::Portal;

/// An access token and when it ends.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub ends: DateTime<Utc>,
}

/// Somebody with an account. Signs in when they first act, and again when their token has run out.
#[derive(Clone)]
pub struct Person {
    portal: Portal,
    username: String,
    password: String,
}

impl Person {
    pub fn new(portal: Portal, username: &str, password: &str) -> Self {
        Self { portal, username: username.into(), password: password.into() }
    }

    pub fn username(&self) -> &str {
        &self.username
    }

    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// A new session, whatever came before; with the passkey, where the person has one.
    pub async fn signs_in(&self) -> Reply {
        let body = json!({"username": self.username, "password": self.password});
        let path = "/api/v1/auth/login";
        let mut reply = send(self.portal.client().post(self.portal.url(path)).json(&body), path).await;
        if reply.json["code"] == "second_factor_needed"
            && let Some(passkey) = self.portal.signs(&self.username, &reply.json["passkey"])
        {
            let (path, body) =
                ("/api/v1/auth/login/second-factor", json!({"challenge": reply.json["challenge"], "proof": {"passkey": passkey}}));
            reply = send(self.portal.client().post(self.portal.url(path)).json(&body), path).await;
        }
        if reply.status == 200 {
            self.portal.keep_token(&self.username, Token::of(&reply.json));
        }
        reply
    }

    pub async fn token(&self) -> String {
        let _one_at_a_time = self.portal.door().lock().await;
        let margin = chrono::TimeDelta::seconds(1);
        if let Some(token) = self.portal.token_of(&self.username).filter(|t| t.ends > self.portal.now() + margin) {
            return token.text;
        }
        let reply = self.signs_in().await.ok();
        Token::of(&reply.json).text
    }

    /// A request as this person, not yet sent.
    pub async fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().expect("a method");
        self.portal.client().request(method, self.portal.url(path)).header(AUTHORIZATION, format!("Bearer {}", self.token().await))
    }

    pub async fn get(&self, path: &str) -> Reply {
        send(self.request("GET", path).await, path).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        send(self.request("POST", path).await.json(&body), path).await
    }

    /// A change of the version that was seen.
    pub async fn post_at(&self, path: &str, etag: &str, body: Value) -> Reply {
        send(self.request("POST", path).await.header(IF_MATCH, etag).json(&body), path).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        send(self.request("PUT", path).await.json(&body), path).await
    }

    pub async fn put_at(&self, path: &str, etag: &str, body: Value) -> Reply {
        send(self.request("PUT", path).await.header(IF_MATCH, etag).json(&body), path).await
    }

    pub async fn patch_at(&self, path: &str, etag: &str, body: Value) -> Reply {
        send(self.request("PATCH", path).await.header(IF_MATCH, etag).json(&body), path).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        send(self.request("DELETE", path).await, path).await
    }

    /// Bytes as they are.
    pub async fn sends(&self, path: &str, media_type: &str, bytes: Vec<u8>) -> Reply {
        send(self.request("POST", path).await.header(CONTENT_TYPE, media_type).body(bytes), path).await
    }
}

impl Token {
    /// The token of a sign-in or a refresh.
    pub fn of_reply(reply: &Reply) -> Self {
        Self::of(&reply.json)
    }

    pub(crate) fn of(answer: &Value) -> Self {
        let text = answer["access_token"].as_str().expect("an access token").to_owned();
        let ends = answer["expires_at"].as_str().and_then(|t| t.parse().ok()).expect("the end of the token");
        Self { text, ends }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    pub what: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// `null` when the body is not JSON.
    pub json: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|h| h.to_str().ok())
    }

    pub fn etag(&self) -> String {
        self.headers.get(ETAG).and_then(|h| h.to_str().ok()).unwrap_or_else(|| panic!("{} has no ETag", self.what)).to_owned()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Insists that it went well.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{} → {} {}", self.what, self.status, self.text());
        self
    }

    /// Insists on this status.
    #[track_caller]
    pub fn answered(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} → {}", self.what, self.text());
        self
    }

    /// Insists on a refusal: this status, this code, a whole problem document.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{} → {}", self.what, self.text());
        self.is_problem();
        self
    }

    /// Insists on a problem document that is whole (RFC 9457).
    #[track_caller]
    pub fn is_problem(&self) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{} → {}", self.what, self.text());
        for member in ["type", "title", "code", "request_id"] {
            assert!(self.json[member].as_str().is_some_and(|m| !m.is_empty()), "{}: no {member} in {}", self.what, self.json);
        }
        assert_eq!(self.json["status"], self.status, "{}", self.what);
        assert_eq!(self.header("x-request-id"), self.json["request_id"].as_str(), "{}", self.what);
    }

    /// The pointers of a 422.
    pub fn pointers(&self) -> Vec<&str> {
        self.json["errors"].as_array().into_iter().flatten().filter_map(|e| e["pointer"].as_str()).collect()
    }

    /// The rows of a list.
    #[track_caller]
    pub fn data(&self) -> &Vec<Value> {
        self.json["data"].as_array().unwrap_or_else(|| panic!("{} is no list: {}", self.what, self.text()))
    }

    /// The ids of a list.
    #[track_caller]
    pub fn ids(&self) -> Vec<String> {
        self.data().iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    }
}

pub async fn send(request: RequestBuilder, path: &str) -> Reply {
    try_send(request, path).await.unwrap_or_else(|e| panic!("{path}: no answer: {e:?}"))
}

/// The same where the server may hang up.
pub async fn try_send(request: RequestBuilder, path: &str) -> Result<Reply, reqwest::Error> {
    let (client, request) = request.build_split();
    let request = request?;
    let what = format!("{} {path}", request.method());
    let response = client.execute(request).await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await?.to_vec();
    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Ok(Reply { what, status, headers, bytes, json })
}
