//! The words of notices and e-mails, kept at the desk: every message with its placeholders and its standard, worded anew
//! version by version, tried out before it is kept, and set back to the standard.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Body, Caller, IfMatch, Problem, Reply, Whole};
use crate::kernel::canonical;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::messages::{Message, MessageName, MessageShape, WordingFault, faults, fill};
use crate::kernel::words::Lang;
use crate::store::entities::{app_user, message_wording};
use crate::store::mail::Wordings;
use crate::store::{Change, Fault, Work};

pub const SUBJECT_MAX: usize = 200;
pub const BODY_MAX: usize = 5_000;
/// So many versions of a wording are shown.
const HISTORY: u64 = 50;

/// The words of a message in one language. A line has no body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Words {
    /// The subject of an e-mail, or the line itself.
    #[schema(min_length = 1, max_length = 200, example = "Về đăng ký {code}")]
    subject: String,
    #[serde(default)]
    #[schema(max_length = 5000, example = "Kính gửi {name}, …")]
    body: String,
}

/// A placeholder that a wording may hold.
#[derive(Serialize, ToSchema)]
struct ValueView {
    /// `{name}` in the text.
    #[schema(example = "code")]
    name: &'static str,
    #[schema(example = "Mã đăng ký")]
    about: &'static str,
    #[schema(example = "Code of the request")]
    about_en: &'static str,
    /// A wording without it is refused.
    needed: bool,
}

/// A message in one language.
#[derive(Serialize, ToSchema)]
struct WordingView {
    lang: Lang,
    words: Words,
    standard: Words,
    /// Whether the standard words hold.
    is_standard: bool,
    /// 0 when the desk never set it.
    version: i64,
    #[schema(example = "Tổ Thư ký")]
    set_by: Option<String>,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    set_at: Option<String>,
}

/// A text that the program sends or shows to people.
#[derive(Serialize, ToSchema)]
struct MessageView {
    name: MessageName,
    shape: MessageShape,
    #[schema(example = "Đăng ký không được chấp nhận")]
    about: &'static str,
    #[schema(example = "A request to publish was refused")]
    about_en: &'static str,
    values: Vec<ValueView>,
    /// Vietnamese, English.
    wordings: Vec<WordingView>,
}

/// A version of a wording.
#[derive(Serialize, ToSchema)]
struct WordingVersion {
    version: i64,
    /// Absent where the standard was set again.
    words: Option<Words>,
    #[schema(example = "Tổ Thư ký")]
    set_by: Option<String>,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    set_at: String,
}

/// A message as somebody would get it, made of samples.
#[derive(Serialize, ToSchema)]
struct WordingPreview {
    #[schema(example = "Về đăng ký DK-7K2M9QXA")]
    subject: String,
    #[schema(example = "Kính gửi Nguyễn Thị Lan, …")]
    body: String,
}

async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = Option<Uuid>>) -> Result<BTreeMap<Uuid, String>, Fault> {
    let ids: BTreeSet<Uuid> = ids.flatten().collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(people.into_iter().map(|user| (user.id, user.display_name)).collect())
}

fn view(name: MessageName, wordings: &Wordings, people: &BTreeMap<Uuid, String>) -> MessageView {
    let message = name.message();
    let words = |subject: &str, body: &str| Words { subject: subject.to_owned(), body: body.to_owned() };
    let wording = |lang: Lang| {
        let (row, (subject, body)) = (wordings.row(name, lang), wordings.words(name, lang));
        let standard = message.standard(lang);
        WordingView {
            lang,
            words: words(subject, body),
            standard: words(standard.subject, standard.body),
            is_standard: row.is_none_or(|row| row.subject.is_none()),
            version: row.map_or(0, |row| row.no),
            set_by: row.and_then(|row| row.set_by).and_then(|id| people.get(&id)).cloned(),
            set_at: row.map(|row| rfc3339_vn(row.set_at)),
        }
    };
    let values = message.values.iter();
    MessageView {
        name,
        shape: message.shape,
        about: message.about.0,
        about_en: message.about.1,
        values: values.map(|v| ValueView { name: v.name, about: v.about.0, about_en: v.about.1, needed: v.needed }).collect(),
        wordings: vec![wording(Lang::Vi), wording(Lang::En)],
    }
}

async fn views(db: &impl ConnectionTrait, messages: impl Iterator<Item = MessageName>) -> Result<Vec<MessageView>, Fault> {
    let wordings = Wordings::read(db).await?;
    let people = names(db, wordings.rows().iter().map(|row| row.set_by)).await?;
    Ok(messages.map(|name| view(name, &wordings, &people)).collect())
}

fn read_name(path: &str) -> Result<MessageName, Problem> {
    MessageName::read(path).ok_or_else(Problem::not_found)
}

fn read_lang(path: &str) -> Result<Lang, Problem> {
    Lang::read(path).ok_or_else(Problem::not_found)
}

/// The texts that the program sends or shows to people, with their words as they hold now
#[utoipa::path(get, path = "/api/v1/messages", operation_id = "list_messages", tag = "notices",
    responses((status = 200, body = Whole<MessageView>)), security(("bearer" = [])))]
#[get("/api/v1/messages")]
pub async fn list_messages(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    Ok(Reply::ok(&Whole { data: views(caller.site.read(), MessageName::iter()).await? })?.send())
}

/// The versions of a wording, newest first: the last 50
#[utoipa::path(get, path = "/api/v1/messages/{name}/{lang}", operation_id = "read_wording", tag = "notices",
    params(("name" = MessageName, Path), ("lang" = Lang, Path)),
    responses((status = 200, body = Whole<WordingVersion>)), security(("bearer" = [])))]
#[get("/api/v1/messages/{name}/{lang}")]
pub async fn read_wording(caller: Caller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let (name, lang) = (read_name(&path.0)?, read_lang(&path.1)?);
    let db = caller.site.read();
    let rows = versions(name, lang).order_by_desc(message_wording::Column::No).limit(HISTORY).all(db).await?;
    let people = names(db, rows.iter().map(|row| row.set_by)).await?;
    let version = rows.first().map_or(0, |row| row.no);
    let told = |row: message_wording::Model| WordingVersion {
        version: row.no,
        words: row.subject.map(|subject| Words { subject, body: row.body.unwrap_or_default() }),
        set_by: row.set_by.and_then(|id| people.get(&id)).cloned(),
        set_at: rfc3339_vn(row.set_at),
    };
    Ok(Reply::ok(&Whole { data: rows.into_iter().map(told).collect() })?.version(version).send())
}

fn versions(name: MessageName, lang: Lang) -> sea_orm::Select<message_wording::Entity> {
    message_wording::Entity::find().filter(message_wording::Column::Message.eq(name)).filter(message_wording::Column::Lang.eq(lang))
}

/// The words cleaned, or every reason why they cannot be kept.
fn cleaned(message: &Message, words: &Words) -> Result<Words, Problem> {
    let mut form = Form::default();
    let subject = form.line("/subject", &words.subject, 1, SUBJECT_MAX);
    let body = if message.has_body() {
        form.block("/body", &words.body, 1, BODY_MAX)
    } else {
        if !words.body.trim().is_empty() {
            form.say("/body", "not_allowed", "Dòng tin báo chỉ có một dòng.", "A notice is one line.");
        }
        String::new()
    };
    if form.errors.is_empty() {
        for fault in faults(message, &subject, &body) {
            let pointer = |in_body: bool| if in_body { "/body" } else { "/subject" };
            match fault {
                WordingFault::Unknown { in_body, name } => form.say(
                    pointer(in_body),
                    "unknown_placeholder",
                    format!("Không có chỗ điền {{{name}}} trong mẫu này."),
                    format!("There is no placeholder {{{name}}} in this message."),
                ),
                WordingFault::Brace { in_body } => form.say(
                    pointer(in_body),
                    "stray_brace",
                    "Dấu ngoặc nhọn { } chỉ dùng quanh tên chỗ điền.",
                    "Braces { } stand around a placeholder only.",
                ),
                WordingFault::Missing { name } => form.say(
                    pointer(message.has_body()),
                    "missing_placeholder",
                    format!("Cần có chỗ điền {{{name}}}: người nhận không thể thiếu."),
                    format!("The placeholder {{{name}}} is needed: its reader cannot do without it."),
                ),
            }
        }
    }
    form.done()?;
    Ok(Words { subject, body })
}

/// Word a message anew; it holds from now on, for what is sent and for what is read
#[utoipa::path(put, path = "/api/v1/messages/{name}/{lang}", operation_id = "set_wording", tag = "notices",
    params(("name" = MessageName, Path), ("lang" = Lang, Path), ("If-Match" = String, Header)),
    request_body = Words, responses((status = 200, body = MessageView)), security(("bearer" = [])))]
#[put("/api/v1/messages/{name}/{lang}")]
pub async fn set_wording(caller: Caller, path: Path<(String, String)>, seen: IfMatch, body: Body<Words>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let (name, lang) = (read_name(&path.0)?, read_lang(&path.1)?);
    let words = cleaned(name.message(), &body.value)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let version = put_version(&mut work, name, lang, seen, Some(words)).await?;
    answer(work, name, version).await
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoWords {}

/// Set a message back to its standard words
#[utoipa::path(post, path = "/api/v1/messages/{name}/{lang}/reset", operation_id = "reset_wording", tag = "notices",
    params(("name" = MessageName, Path), ("lang" = Lang, Path), ("If-Match" = String, Header)),
    request_body = NoWords, responses((status = 200, body = MessageView)), security(("bearer" = [])))]
#[post("/api/v1/messages/{name}/{lang}/reset")]
pub async fn reset_wording(
    caller: Caller,
    path: Path<(String, String)>,
    seen: IfMatch,
    body: Body<NoWords>,
) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let (name, lang) = (read_name(&path.0)?, read_lang(&path.1)?);
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let version = put_version(&mut work, name, lang, seen, None).await?;
    answer(work, name, version).await
}

/// Try a wording out: as somebody would get it, made of samples; nothing is kept
#[utoipa::path(post, path = "/api/v1/messages/{name}/{lang}/preview", operation_id = "preview_wording", tag = "notices",
    params(("name" = MessageName, Path), ("lang" = Lang, Path)),
    request_body = Words, responses((status = 200, body = WordingPreview)), security(("bearer" = [])))]
#[post("/api/v1/messages/{name}/{lang}/preview")]
pub async fn preview_wording(caller: Caller, path: Path<(String, String)>, body: Body<Words>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let (name, lang) = (read_name(&path.0)?, read_lang(&path.1)?);
    let message = name.message();
    let words = cleaned(message, &body.value)?;
    let samples = message.samples(lang);
    Ok(Reply::ok(&WordingPreview { subject: fill(&words.subject, &samples), body: fill(&words.body, &samples) })?.send())
}

/// Adds a version after the one that was seen. Nothing is overwritten.
async fn put_version(work: &mut Work<'_>, name: MessageName, lang: Lang, seen: IfMatch, words: Option<Words>) -> Result<i64, Problem> {
    let last = versions(name, lang).order_by_desc(message_wording::Column::No).lock_exclusive().one(work.db()).await?;
    let version = last.map_or(0, |row| row.no);
    seen.check(version)?;
    let standard = name.message().standard(lang);
    // Who writes the standard by hand means the standard, also when a later release words it better.
    let words = words.filter(|words| words.subject != standard.subject || words.body != standard.body);
    message_wording::Entity::update_many()
        .col_expr(message_wording::Column::Current, Expr::value(false))
        .filter(message_wording::Column::Message.eq(name))
        .filter(message_wording::Column::Lang.eq(lang))
        .filter(message_wording::Column::Current.eq(true))
        .exec(work.db())
        .await?;
    let hash = words.as_ref().map(canonical::hash_of).transpose()?;
    let (subject, body) = words.map(|words| (words.subject, words.body)).unzip();
    let row = message_wording::Model {
        id: work.id(),
        message: name,
        lang,
        no: version + 1,
        current: true,
        subject,
        body,
        set_by: work.actor.person,
        set_at: work.now,
    };
    message_wording::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::MessageWorded { message: name, lang, no: version + 1, hash });
    Ok(version + 1)
}

async fn answer(work: Work<'_>, name: MessageName, version: i64) -> Result<HttpResponse, Problem> {
    let view = views(work.db(), std::iter::once(name)).await?.into_iter().next().ok_or_else(Problem::not_found)?;
    Reply::ok(&view)?.version(version).after(work).await
}
