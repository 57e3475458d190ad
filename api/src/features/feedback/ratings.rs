//! How content readers are: counted by page and month, and nothing else is kept. That somebody has voted on a page today is
//! remembered as a hash in memory (`kernel/pace.rs`) and never written.

use std::net::IpAddr;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

use super::pages::{self, PublicPage};
use super::views::{RatingRow, RatingSum};
use crate::http::client_address::subscriber;
use crate::http::form::Form;
use crate::http::form_limits::too_many;
use crate::http::{Code, Problem};
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::pace::Limit;
use crate::kernel::words::Satisfaction;
use crate::store::entities::{publication, rating, section};
use crate::store::{Site, Upkeep};

/// Fewer votes than this are not told to the public.
const ENOUGH: i64 = 10;
const ROWS: u64 = 200;

/// Counts a vote: one for a page, a day and an address.
pub async fn vote(site: &Site, path: &str, satisfaction: Satisfaction, from: IpAddr) -> Result<(), Problem> {
    let found = pages::at(site.read(), path).await?;
    let mut form = Form::default();
    if found.is_none() {
        form.say("/path", "unknown", "Không có trang nội dung này.", "There is no such page.");
    }
    form.done()?;
    let Some(page) = found else { return Err(Problem::not_found()) };
    let now = site.clock.now();
    let today = to_vn(now).date_naive();
    let who = subscriber(from).to_string();
    let hourly = Limit { what: "ratings", who: &who, most: 60, window: TimeDelta::hours(1) };
    site.pace.admit(&[hourly], now).map_err(too_many)?;
    let midnight = vn_instant(today + Days::new(1), 0, 0).unwrap_or(now);
    let vote = format!("rating {} {today}", page.key());
    if site.pace.admit(&[Limit { what: &vote, who: &who, most: 1, window: midnight - now }], now).is_err() {
        return Err(Problem::new(Code::Conflict).detail("Hôm nay trang này đã nhận đánh giá từ bạn.", "You have rated this page today."));
    }
    let one = |of: Satisfaction| i64::from(of == satisfaction);
    let column = match satisfaction {
        Satisfaction::Satisfied => rating::Column::Satisfied,
        Satisfaction::Neutral => rating::Column::Neutral,
        Satisfaction::Dissatisfied => rating::Column::Dissatisfied,
    };
    let month = today.with_day(1).unwrap_or(today);
    let row = rating::ActiveModel {
        page: Set(page.key()),
        month: Set(month),
        section_id: Set(page.publication.as_ref().map(|row| row.section_id)),
        publication_id: Set(page.publication.map(|row| row.id)),
        satisfied: Set(one(Satisfaction::Satisfied)),
        neutral: Set(one(Satisfaction::Neutral)),
        dissatisfied: Set(one(Satisfaction::Dissatisfied)),
    };
    let upkeep = Upkeep::begin(site).await?;
    let more = OnConflict::columns([rating::Column::Page, rating::Column::Month])
        .value(column, Expr::col((rating::Entity, column)).add(1))
        .to_owned();
    upkeep.count(row, more).await?;
    Ok(upkeep.commit().await?)
}

#[derive(sea_orm::FromQueryResult)]
struct Sum {
    satisfied: Option<i64>,
    neutral: Option<i64>,
    dissatisfied: Option<i64>,
}

fn summed(query: Select<rating::Entity>) -> Select<rating::Entity> {
    // Sums of integers are decimals on PostgreSQL unless they are told otherwise.
    let sum = |column: rating::Column| Expr::cust(format!("CAST(sum({}) AS bigint)", sea_orm::Iden::unquoted(&column)));
    query
        .select_only()
        .expr_as(sum(rating::Column::Satisfied), "satisfied")
        .expr_as(sum(rating::Column::Neutral), "neutral")
        .expr_as(sum(rating::Column::Dissatisfied), "dissatisfied")
}

/// What everybody may know of a page.
pub async fn of_page(site: &Site, path: &str) -> Result<RatingSum, Problem> {
    let page = pages::at(site.read(), path).await?.ok_or_else(Problem::not_found)?;
    let query = summed(rating::Entity::find().filter(rating::Column::Page.eq(page.key())));
    let sum = query.into_model::<Sum>().one(site.read()).await?;
    let (satisfied, neutral, dissatisfied) =
        sum.map_or((0, 0, 0), |s| (s.satisfied.unwrap_or(0), s.neutral.unwrap_or(0), s.dissatisfied.unwrap_or(0)));
    let votes = satisfied + neutral + dissatisfied;
    let told = |n: i64| (votes >= ENOUGH).then_some(n);
    Ok(RatingSum { votes: told(votes), satisfied: told(satisfied), neutral: told(neutral), dissatisfied: told(dissatisfied) })
}

/// By what the desk looks at votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Month,
    Section,
    Page,
}

/// Votes of some months, in groups; pages and sections with most votes against first.
pub async fn table(site: &Site, by: By, from: NaiveDate, to: NaiveDate) -> Result<Vec<RatingRow>, Problem> {
    let db = site.read();
    let within = summed(rating::Entity::find().filter(rating::Column::Month.gte(from)).filter(rating::Column::Month.lte(to)));
    let worst = |query: Select<rating::Entity>| query.order_by_desc(Expr::cust("3")).limit(ROWS);
    type Row<K> = (Option<i64>, Option<i64>, Option<i64>, K);
    let row = |key: String, name: String, path: Option<String>, n: (Option<i64>, Option<i64>, Option<i64>)| RatingRow {
        key,
        name,
        path,
        satisfied: n.0.unwrap_or(0),
        neutral: n.1.unwrap_or(0),
        dissatisfied: n.2.unwrap_or(0),
    };
    Ok(match by {
        By::Month => {
            let query =
                within.column(rating::Column::Month).group_by(rating::Column::Month).order_by_desc(rating::Column::Month).limit(ROWS);
            let rows: Vec<Row<NaiveDate>> = query.into_tuple().all(db).await?;
            rows.into_iter()
                .map(|(a, b, c, month)| row(month.format("%Y-%m").to_string(), month.format("%m/%Y").to_string(), None, (a, b, c)))
                .collect()
        }
        By::Section => {
            let of_sections = within.filter(rating::Column::SectionId.is_not_null());
            let rows: Vec<Row<Uuid>> =
                worst(of_sections.column(rating::Column::SectionId).group_by(rating::Column::SectionId)).into_tuple().all(db).await?;
            let names = section::Entity::find().filter(section::Column::Id.is_in(rows.iter().map(|r| r.3))).all(db).await?;
            let name = |id: Uuid| names.iter().find(|s| s.id == id).map(|s| s.name.clone()).unwrap_or_default();
            rows.into_iter().map(|(a, b, c, id)| row(id.to_string(), name(id), None, (a, b, c))).collect()
        }
        By::Page => {
            let rows: Vec<Row<String>> =
                worst(within.column(rating::Column::Page).group_by(rating::Column::Page)).into_tuple().all(db).await?;
            let ids: Vec<Uuid> = rows.iter().filter_map(|r| r.3.parse().ok()).collect();
            let publications = publication::Entity::find().filter(publication::Column::Id.is_in(ids)).all(db).await?;
            let mut told = vec![];
            for (a, b, c, key) in rows {
                let found = match publications.iter().find(|p| p.id.to_string() == key) {
                    Some(row) => Some(PublicPage::of(row.clone())?),
                    None => pages::own(db, &key).await?,
                };
                let Some(page) = found else { continue };
                told.push(row(key, page.title, Some(page.path), (a, b, c)));
            }
            told
        }
    })
}
