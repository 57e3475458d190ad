//! The proof that nobody changed the log: the chain walked in bounded pieces, and its signed head for keeping elsewhere.

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::Permission;
use crate::http::{Caller, FieldError, Problem, Query, Reply};
use crate::store::chain::{self, SignedHead, Wrong};

/// So many entries a call: well under a second.
const DEFAULT: i64 = 5_000;
const MOST: i64 = 20_000;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct VerifyQuery {
    /// The number to begin with; the entry before it is taken as it is.
    #[param(minimum = 1, maximum = 1000000000000i64, default = 1)]
    from: Option<i64>,
    #[param(minimum = 1, maximum = 20000, default = 5000)]
    limit: Option<i64>,
}

/// How far the chain was walked, and what was found.
#[derive(Debug, Serialize, ToSchema)]
struct AuditProof {
    /// Nothing wrong in this piece. The whole log is proven when `next_from` is absent and every piece was in order.
    ok: bool,
    checked: i64,
    to: i64,
    /// Ask again with this as `from`.
    next_from: Option<i64>,
    head_seq: i64,
    head_hash: String,
    broken: Option<BrokenAt>,
}

/// The first entry that does not fit.
#[derive(Debug, Serialize, ToSchema)]
struct BrokenAt {
    seq: i64,
    wrong: Wrong,
    #[schema(example = "dòng đã bị sửa sau khi ghi")]
    message: String,
    #[schema(example = "the entry was changed after it was written")]
    message_en: String,
}

/// Walks a piece of the chain
#[utoipa::path(get, path = "/api/v1/audit/verify", operation_id = "verify_audit", tag = "audit", params(VerifyQuery),
    responses((status = 200, body = AuditProof)), security(("bearer" = [])))]
#[get("/api/v1/audit/verify")]
pub async fn verify_audit(caller: Caller, query: Query<VerifyQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    let (from, limit) = (query.from.unwrap_or(1), query.limit.unwrap_or(DEFAULT));
    let mut faults = vec![];
    if !(1..=1_000_000_000_000).contains(&from) {
        faults.push(FieldError::new("/from", "out_of_range", "from phải từ 1.", "from must be 1 or more."));
    }
    if !(1..=MOST).contains(&limit) {
        faults.push(FieldError::new("/limit", "out_of_range", "limit phải từ 1 đến 20000.", "limit must be 1 to 20000."));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let walk = chain::walk(caller.site.read(), from, Some(limit)).await?;
    let broken = walk.broken.map(|b| {
        let (vi, en) = b.wrong.told();
        BrokenAt { seq: b.seq, wrong: b.wrong, message: vi.into(), message_en: en.into() }
    });
    let proof = AuditProof {
        ok: broken.is_none(),
        checked: walk.checked,
        to: walk.to,
        next_from: walk.next,
        head_seq: walk.head_seq,
        head_hash: walk.head_hash,
        broken,
    };
    Ok(Reply::ok(&proof)?.send())
}

/// The head of the chain, signed by the site
///
/// Kept outside, it later shows whether the log was cut off or rewritten: `cong audit verify --head FILE`.
#[utoipa::path(get, path = "/api/v1/audit/head", operation_id = "read_audit_head", tag = "audit",
    responses((status = 200, body = SignedHead)), security(("bearer" = [])))]
#[get("/api/v1/audit/head")]
pub async fn read_audit_head(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    Ok(Reply::ok(&chain::sign_head(&caller.site).await?)?.send())
}
