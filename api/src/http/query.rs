//! Query strings in: allow-listed by the type they are read into; an unknown or malformed parameter is named.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::problem::{FieldError, Problem};

/// The parameters of a request, read as `T` (which denies unknown fields).
pub struct Query<T>(pub T);

impl<T> Deref for Query<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = web::Query::<T>::from_query(request.query_string());
        ready(read.map(|q| Query(q.into_inner())).map_err(|error| {
            let why = error.to_string();
            let why = why.strip_prefix("Query deserialize error: ").unwrap_or(&why).to_owned();
            Problem::invalid(vec![FieldError::new(
                "",
                "bad_parameter",
                format!("Tham số không hợp lệ: {why}"),
                format!("Bad parameter: {why}"),
            )])
        }))
    }
}
