//! What a handler answers, made before the commit so that it can be kept for the request's idempotency key.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::problem::Problem;
use super::validators::etag;
use crate::store::{Answer, Work};

/// A reply in the making.
pub struct Reply {
    answer: Answer,
}

impl Reply {
    pub fn json(status: u16, body: &impl Serialize) -> Result<Self, Problem> {
        let headers = BTreeMap::from([("content-type".into(), "application/json".into()), ("cache-control".into(), "no-store".into())]);
        Ok(Self { answer: Answer { status, headers, body: serde_json::to_string(body)? } })
    }

    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        Self::json(200, body)
    }

    pub fn created(body: &impl Serialize, location: String) -> Result<Self, Problem> {
        let mut reply = Self::json(201, body)?;
        reply.answer.headers.insert("location".into(), location);
        Ok(reply)
    }

    /// With the ETag of the version that is shown.
    pub fn version(mut self, version: i64) -> Self {
        self.answer.headers.insert("etag".into(), etag(version));
        self
    }

    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Commits the work and only then answers.
    pub async fn after(self, work: Work<'_>) -> Result<HttpResponse, Problem> {
        work.commit_answering(&self.answer).await?;
        Ok(self.send())
    }

    pub fn send(self) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.answer.status).unwrap_or(StatusCode::OK));
        for (name, value) in &self.answer.headers {
            response.insert_header((name.as_str(), value.as_str()));
        }
        response.body(self.answer.body)
    }
}
