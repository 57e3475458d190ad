//! What a person is told, in the app: read, counted, marked; and how they want e-mail.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    UpdateMany,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::sentences::{Said, say};
use crate::http::form::Form;
use crate::http::manners::prefers_english;
use crate::http::page::{self, sane_instant};
use crate::http::{Body, Caller, Cursor, Page, PageRequest, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::notices::{MailChoice, NoticeKind};
use crate::kernel::words::Lang;
use crate::store::entities::{app_user, notice, notice_choice};
use crate::store::mail::Wordings;
use crate::store::{Change, Upkeep, Work};

/// What somebody is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    id: Uuid,
    kind: NoticeKind,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    at: String,
    unread: bool,
    urgent: bool,
    /// In the language that was asked for.
    #[schema(example = "Trả lại để sửa: “Ra quân tổng vệ sinh môi trường”")]
    text: String,
    /// Where at the desk it is dealt with.
    #[schema(example = "/ban-lam-viec/noi-dung/0199a0c0-0000-7000-8000-000000000000")]
    path: String,
    /// Who did it; absent where the program acted.
    doer: Option<String>,
    item_id: Option<Uuid>,
    subject_id: Option<Uuid>,
}

impl NoticeView {
    fn of(row: notice::Model, said: Said, english: bool) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            at: rfc3339_vn(row.at),
            unread: row.unread,
            urgent: row.urgent,
            text: if english { said.en } else { said.vi },
            path: said.path,
            doer: said.doer,
            item_id: row.item_id,
            subject_id: row.subject_id,
        }
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct InboxQuery {
    /// Only what is not read yet.
    unread: Option<bool>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Place(bool, DateTime<Utc>, Uuid);
impl Cursor for Place {
    fn sane(&self) -> bool {
        sane_instant(self.1)
    }
}

/// What I am told: unread first, then newest first
#[utoipa::path(get, path = "/api/v1/notices", operation_id = "list_notices", tag = "notices", params(InboxQuery),
    responses((status = 200, body = Page<NoticeView>)), security(("bearer" = [])))]
#[get("/api/v1/notices")]
pub async fn list_notices(request: HttpRequest, caller: Caller, query: Query<InboxQuery>) -> Result<HttpResponse, Problem> {
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    let mut mine = Condition::all().add(notice::Column::UserId.eq(caller.user));
    mine = mine.add_option(query.unread.map(|unread| notice::Column::Unread.eq(unread)));
    if let Some(Place(unread, at, id)) = page.after::<Place>()? {
        let same = Condition::all().add(notice::Column::Unread.eq(unread));
        let earlier = Condition::any()
            .add(notice::Column::At.lt(at))
            .add(Condition::all().add(notice::Column::At.eq(at)).add(notice::Column::Id.lt(id)));
        let mut after = Condition::any().add(same.add(earlier));
        if unread {
            after = after.add(notice::Column::Unread.eq(false));
        }
        mine = mine.add(after);
    }
    let rows = notice::Entity::find()
        .filter(mine)
        .order_by_desc(notice::Column::Unread)
        .order_by_desc(notice::Column::At)
        .order_by_desc(notice::Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| Place(r.unread, r.at, r.id));
    let said = say(db, &Wordings::read(db).await?, &caller.actor, &rows).await?;
    let english = prefers_english(&request);
    let data = rows.into_iter().zip(said).map(|(row, said)| NoticeView::of(row, said, english)).collect();
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}

/// For the bell.
#[derive(Debug, Serialize, ToSchema)]
struct NoticeCount {
    /// Counting stops at 100.
    #[schema(example = 3)]
    unread: u64,
    urgent: bool,
}

/// How many notices I have not read
#[utoipa::path(get, path = "/api/v1/notices/count", operation_id = "count_notices", tag = "notices",
    responses((status = 200, body = NoticeCount)), security(("bearer" = [])))]
#[get("/api/v1/notices/count")]
pub async fn count_notices(caller: Caller) -> Result<HttpResponse, Problem> {
    let mine = notice::Entity::find().filter(notice::Column::UserId.eq(caller.user)).filter(notice::Column::Unread.eq(true));
    let newest = mine.order_by_desc(notice::Column::At).limit(100).all(caller.site.read()).await?;
    let count = NoticeCount { unread: newest.len() as u64, urgent: newest.iter().any(|n| n.urgent) };
    Ok(Reply::ok(&count)?.send())
}

fn reading(now: DateTime<Utc>, user: Uuid) -> UpdateMany<notice::Entity> {
    notice::Entity::update_many()
        .col_expr(notice::Column::Unread, Expr::value(false))
        .col_expr(notice::Column::ReadAt, Expr::value(now))
        .filter(notice::Column::UserId.eq(user))
        .filter(notice::Column::Unread.eq(true))
}

/// I have read a notice
#[utoipa::path(post, path = "/api/v1/notices/{id}/read", operation_id = "read_notice", tag = "notices", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Noted")), security(("bearer" = [])))]
#[post("/api/v1/notices/{id}/read")]
pub async fn read_notice(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let mine = notice::Entity::find_by_id(*id).filter(notice::Column::UserId.eq(caller.user));
    if mine.count(caller.site.read()).await? == 0 {
        return Err(Problem::not_found());
    }
    let upkeep = Upkeep::begin(&caller.site).await?;
    upkeep.update(reading(caller.site.clock.now(), caller.user).filter(notice::Column::Id.eq(*id))).await?;
    upkeep.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// I have read all of them
#[utoipa::path(post, path = "/api/v1/notices/read", operation_id = "read_all_notices", tag = "notices",
    responses((status = 204, description = "Noted")), security(("bearer" = [])))]
#[post("/api/v1/notices/read")]
pub async fn read_all_notices(caller: Caller) -> Result<HttpResponse, Problem> {
    let upkeep = Upkeep::begin(&caller.site).await?;
    upkeep.update(reading(caller.site.clock.now(), caller.user)).await?;
    upkeep.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How I want e-mail.
#[derive(Debug, Serialize, ToSchema)]
struct ChoiceView {
    mail: MailChoice,
    /// When digests go out; empty: on working mornings, when the quiet hours end.
    #[schema(example = json!(["07:30", "13:00"]))]
    hours: Vec<String>,
    lang: Lang,
    /// Whether this portal sends e-mail at all.
    available: bool,
    /// Whether an address of mine is known.
    address_known: bool,
}

/// How I want to be told by e-mail
#[utoipa::path(get, path = "/api/v1/notices/choice", operation_id = "read_notice_choice", tag = "notices",
    responses((status = 200, body = ChoiceView)), security(("bearer" = [])))]
#[get("/api/v1/notices/choice")]
pub async fn read_choice(caller: Caller) -> Result<HttpResponse, Problem> {
    let row = notice_choice::Entity::find_by_id(caller.user).one(caller.site.read()).await?;
    Ok(Reply::ok(&choice(&caller, row).await?)?.send())
}

async fn choice(caller: &Caller, row: Option<notice_choice::Model>) -> Result<ChoiceView, Problem> {
    let user = app_user::Entity::find_by_id(caller.user).one(caller.site.read()).await?;
    let address_known = user.is_some_and(|user| user.email.is_some());
    let hours = row.as_ref().map(|row| row.hours().iter().map(|hour| hour.format("%H:%M").to_string()).collect());
    Ok(ChoiceView {
        mail: row.as_ref().map_or(MailChoice::AtOnce, |row| row.mail),
        hours: hours.unwrap_or_default(),
        lang: row.map_or(Lang::Vi, |row| row.lang),
        available: caller.site.settings.mail.is_some(),
        address_known,
    })
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChoice {
    mail: MailChoice,
    /// When digests go out, `HH:MM`, at most four; an empty list: on working mornings. As before when not said.
    #[schema(max_items = 4, example = json!(["07:30", "13:00"]))]
    hours: Option<Vec<String>>,
    /// The language of e-mails; as before when not said.
    lang: Option<Lang>,
}

/// Times of the day in order, each once.
fn read_hours(hours: &[String]) -> Result<String, Problem> {
    let mut form = Form::default();
    if hours.len() > 4 {
        form.say("/hours", "length", "Chọn nhiều nhất 4 giờ.", "Choose at most 4 hours.");
    }
    let mut read = BTreeSet::new();
    for (index, hour) in hours.iter().take(4).enumerate() {
        let time = NaiveTime::parse_from_str(hour, "%H:%M").ok().filter(|time| time.format("%H:%M").to_string() == *hour);
        match time {
            Some(_) => _ = read.insert(hour.clone()),
            None => form.say(format!("/hours/{index}"), "bad_hour", "Ghi giờ dạng 07:30.", "Write an hour like 07:30."),
        }
    }
    form.done()?;
    Ok(serde_json::to_string(&read)?)
}

/// Choose how to be told by e-mail: at once, gathered at hours of one's choice, or not; and in which language
#[utoipa::path(put, path = "/api/v1/notices/choice", operation_id = "set_notice_choice", tag = "notices", request_body = NewChoice,
    responses((status = 200, body = ChoiceView)), security(("bearer" = [])))]
#[put("/api/v1/notices/choice")]
pub async fn set_choice(caller: Caller, body: Body<NewChoice>) -> Result<HttpResponse, Problem> {
    let hours = body.hours.as_deref().map(read_hours).transpose()?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let known = notice_choice::Entity::find_by_id(caller.user).one(work.db()).await?;
    let row = notice_choice::Model {
        user_id: caller.user,
        mail: body.mail,
        hours: hours.or_else(|| known.as_ref().map(|row| row.hours.clone())).unwrap_or_else(|| "[]".into()),
        lang: body.lang.or(known.as_ref().map(|row| row.lang)).unwrap_or(Lang::Vi),
        updated_at: work.now,
    };
    let set = row.clone().into_active_model().reset_all();
    if known.is_some() {
        notice_choice::Entity::update(set).exec(work.db()).await?;
    } else {
        // Two tabs at once: the later one has its way.
        let again = OnConflict::column(notice_choice::Column::UserId)
            .update_columns([notice_choice::Column::Mail, notice_choice::Column::Hours, notice_choice::Column::Lang])
            .to_owned();
        notice_choice::Entity::insert(set).on_conflict(again).exec_without_returning(work.db()).await?;
    }
    work.record(Change::NoticeChoiceSet { user: caller.user, mail: body.mail });
    Reply::ok(&choice(&caller, Some(row)).await?)?.after(work).await
}
