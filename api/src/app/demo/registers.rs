//! The registers of the demo ward: documents of this and last month in every state, events, approvals, a changed fact, this
//! month's orientation and a plan with quotas. Entered on the day of installation, as a clerk types what has piled up.

use anyhow::Context;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use uuid::Uuid;

use super::actor;
use crate::features::planning::orientation::{self, NewOrientation};
use crate::features::planning::plans::{self, WrittenAssignment, WrittenPlan, WrittenQuota};
use crate::features::registers::documents::{self, WrittenDocument};
use crate::features::registers::duties;
use crate::features::registers::facts::{self, WrittenFact};
use crate::features::registers::logs::{self, WrittenApproval, WrittenEvent};
use crate::http::{IfMatch, Problem};
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::words::{Duty, EventSource, Fact, Genre, Happening, InfoClass, IssuerRelation, Kind, Matter, Origin, PlanKind};
use crate::store::entities::{item, org_unit, publication};
use crate::store::{Call, Site, Work};

const SECRETARY: &str = "tothuky";
const PARTY_WRITER: &str = "kiemduyet.xdd";

#[derive(Deserialize)]
struct Registers {
    documents: Vec<Document>,
    events: Vec<Event>,
    approvals: Vec<Approval>,
    fact: Changed,
    orientation: Words,
    plan: Plan,
}

#[derive(Deserialize)]
struct Document {
    number: String,
    issued_offset_days: i64,
    /// Counted from this week's Monday instead.
    issued_week_days: Option<i64>,
    unit: String,
    issuer: String,
    relation: IssuerRelation,
    by: String,
    #[serde(rename = "abstract")]
    about: String,
    signer: Option<String>,
    reason: Option<String>,
    basis: Option<String>,
    item: Option<u32>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    place: String,
    starts_offset_hours: i64,
    hours: i64,
    happening: Happening,
    source: EventSource,
    unit: String,
    reason: Option<String>,
    item: Option<u32>,
}

#[derive(Deserialize)]
struct Approval {
    matter: Matter,
    title: String,
    decision_number: Option<String>,
    approved_by: Option<String>,
    approved_offset_days: i64,
    unit: String,
}

#[derive(Deserialize)]
struct Changed {
    unit: String,
    fact: Fact,
    what: String,
    changed_offset_days: i64,
}

#[derive(Deserialize)]
struct Words {
    title: String,
    body: String,
}

#[derive(Deserialize)]
struct Plan {
    kind: PlanKind,
    title: String,
    aim: String,
    decision_number: String,
    starts_offset_days: i64,
    ends_offset_days: i64,
    quotas: Vec<Quota>,
    assignments: Vec<Assignment>,
}

#[derive(Deserialize)]
struct Quota {
    unit: Option<String>,
    genre: Option<Genre>,
    info_class: Option<InfoClass>,
    target: i64,
}

#[derive(Deserialize)]
struct Assignment {
    what: String,
    unit: String,
    due_offset_days: i64,
    item: Option<u32>,
}

/// Fills the registers after the story has been told.
pub async fn fill(site: &Site, today: DateTime<Utc>) -> anyhow::Result<()> {
    let day = to_vn(today).date_naive();
    let text = include_str!("../../../demo/registers.json");
    let text = text.replace("{year}", &day.format("%Y").to_string()).replace("{month}", &day.format("%m/%Y").to_string());
    let demo: Registers = serde_json::from_str(&text).context("registers.json")?;
    let clerk = Clerk { site, day, today };
    for document in &demo.documents {
        clerk.enter(document).await.with_context(|| document.number.clone())?;
    }
    for event in &demo.events {
        clerk.log(event).await.with_context(|| event.title.clone())?;
    }
    clerk.approvals(&demo.approvals).await?;
    clerk.fact(&demo.fact).await?;
    clerk.orientation(&demo.orientation).await?;
    clerk.plan(demo.plan).await
}

struct Clerk<'a> {
    site: &'a Site,
    day: NaiveDate,
    today: DateTime<Utc>,
}

impl Clerk<'_> {
    fn since_monday(&self) -> i64 {
        self.day.weekday().num_days_from_monday().into()
    }

    fn date(&self, days: i64) -> NaiveDate {
        self.day + TimeDelta::days(days)
    }

    async fn work(&self, username: &str) -> anyhow::Result<Work<'_>> {
        let who = actor(self.site, username).await?;
        Ok(Work::begin(self.site, Call::new(who, "demo")).await.map_err(Problem::from)?)
    }

    async fn unit(&self, code: &str) -> anyhow::Result<Uuid> {
        let row = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(self.site.read()).await?;
        Ok(row.with_context(|| format!("there is no unit `{code}`"))?.id)
    }

    async fn item(&self, no: u32) -> anyhow::Result<Uuid> {
        let its = item::Entity::find().filter(item::Column::Origin.eq(Origin::Demo)).filter(item::Column::ExternalId.eq(no.to_string()));
        Ok(its.one(self.site.read()).await?.with_context(|| format!("there is no demo item {no}"))?.id)
    }

    async fn enter(&self, it: &Document) -> anyhow::Result<()> {
        let row = WrittenDocument {
            unit_id: self.unit(&it.unit).await?,
            relation: it.relation,
            number: it.number.clone(),
            doc_type: None,
            issued_on: self.date(it.issued_week_days.map_or(it.issued_offset_days, |days| days - self.since_monday())),
            issuer: it.issuer.clone(),
            signer: it.signer.clone(),
            abstract_text: it.about.clone(),
            not_subject_reason: it.reason.clone(),
            legal_basis: it.basis.clone(),
        };
        let mut work = self.work(&it.by).await?;
        let id = documents::enter(&mut work, &row).await?.id;
        work.commit().await.map_err(Problem::from)?;
        self.link(Duty::OutgoingDocument, id, it.item).await
    }

    async fn link(&self, duty: Duty, id: Uuid, no: Option<u32>) -> anyhow::Result<()> {
        let Some(no) = no else { return Ok(()) };
        let item = self.item(no).await?;
        let mut work = self.work(SECRETARY).await?;
        // What is still a draft of its unit, the Secretariat does not know of yet.
        match duties::link(&mut work, duty, id, None, Some(item)).await {
            Ok(()) => work.commit().await.map_err(Problem::from).map(drop)?,
            Err(problem) if !problem.errors.is_empty() => {}
            Err(problem) => return Err(problem.into()),
        }
        Ok(())
    }

    async fn log(&self, it: &Event) -> anyhow::Result<()> {
        // On the quarter of an hour, as people set them.
        let at = self.today + TimeDelta::hours(it.starts_offset_hours);
        let at = DateTime::from_timestamp(at.timestamp() / 900 * 900, 0).context("a time")?;
        // Nor do people meet at night; what is linked to a text happened when the text says.
        let day = to_vn(at).date_naive();
        let night = !(7..18).contains(&to_vn(at).hour());
        let at = if night && it.item.is_none() && day != self.day { vn_instant(day, 8, 0).context("a time")? } else { at };
        let event = WrittenEvent {
            unit_id: self.unit(&it.unit).await?,
            title: it.title.clone(),
            place: Some(it.place.clone()),
            starts_at: at,
            ends_at: Some(at + TimeDelta::hours(it.hours)),
            happening: it.happening,
            source: it.source,
        };
        let mut work = self.work(SECRETARY).await?;
        let row = logs::log_event(&mut work, &event).await?;
        if let Some(reason) = &it.reason {
            duties::excuse(&mut work, Duty::Event, row.id, IfMatch(row.version), reason, None).await?;
        }
        work.commit().await.map_err(Problem::from)?;
        self.link(Duty::Event, row.id, it.item).await
    }

    async fn approvals(&self, all: &[Approval]) -> anyhow::Result<()> {
        for it in all {
            let approval = WrittenApproval {
                unit_id: self.unit(&it.unit).await?,
                matter: it.matter,
                title: it.title.clone(),
                decision_number: it.decision_number.clone(),
                approved_by: it.approved_by.clone(),
                approved_on: self.date(it.approved_offset_days),
            };
            let mut work = self.work(SECRETARY).await?;
            logs::log_approval(&mut work, &approval).await?;
            work.commit().await.map_err(Problem::from)?;
        }
        Ok(())
    }

    /// Shown on the first introductory page that is public.
    async fn fact(&self, it: &Changed) -> anyhow::Result<()> {
        let page = publication::Entity::find().filter(publication::Column::Kind.eq(Kind::Page)).one(self.site.read()).await?;
        let fact = WrittenFact {
            unit_id: self.unit(&it.unit).await?,
            fact: it.fact,
            what: it.what.clone(),
            changed_on: self.date(it.changed_offset_days),
            items: page.into_iter().map(|p| p.id).collect(),
        };
        let mut work = self.work(SECRETARY).await?;
        facts::changed(&mut work, &fact).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }

    async fn orientation(&self, words: &Words) -> anyhow::Result<()> {
        let month = self.day.format("%Y-%m").to_string();
        let new = NewOrientation { month, title: words.title.clone(), body: words.body.clone() };
        let mut work = self.work(PARTY_WRITER).await?;
        orientation::write(&mut work, &new).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }

    async fn plan(&self, it: Plan) -> anyhow::Result<()> {
        let mut quotas = vec![];
        for quota in it.quotas {
            let unit_id = match &quota.unit {
                Some(code) => Some(self.unit(code).await?),
                None => None,
            };
            quotas.push(WrittenQuota { unit_id, genre: quota.genre, info_class: quota.info_class, target: quota.target });
        }
        let plan = WrittenPlan {
            kind: it.kind,
            title: it.title,
            aim: Some(it.aim),
            starts_on: self.date(it.starts_offset_days),
            ends_on: self.date(it.ends_offset_days),
            decision_number: Some(it.decision_number),
            decision_date: Some(self.date(it.starts_offset_days)),
            quotas,
        };
        let mut work = self.work(SECRETARY).await?;
        let id = plans::make(&mut work, &plan).await?.id;
        for given in &it.assignments {
            let unit_id = Some(self.unit(&given.unit).await?);
            let new =
                WrittenAssignment { what: given.what.clone(), user_id: None, unit_id, due_on: Some(self.date(given.due_offset_days)) };
            let row = plans::assign(&mut work, id, &new).await?;
            if let Some(no) = given.item {
                plans::report(&mut work, row.id, IfMatch(row.version), true, Some(self.item(no).await?)).await?;
            }
        }
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }
}
