//! The change log read from outside, and the public side filled by the thousand without walking each item through review.

use chrono::TimeDelta;
use cong::access::{Actor, Door};
use cong::kernel::ids;
use cong::kernel::words::{InfoClass, Kind, Lang};
use cong::store::changes::{ItemFacts, RevisionRef, link_hash};
use cong::store::entities::{change_head, change_log};
use cong::store::publications::{self, Rendered};
use cong::store::search::Found;
use cong::store::{Call, Change, Site, Work};
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::portal::Portal;

/// The whole log in its order.
pub async fn entries(db: &DatabaseConnection) -> Vec<change_log::Model> {
    change_log::Entity::find().order_by_asc(change_log::Column::Seq).all(db).await.expect("the log can be read")
}

/// Recomputes the chain; says what is wrong with it, or how long it is.
pub async fn verify(db: &DatabaseConnection) -> Result<i64, String> {
    let (mut before, mut seq, mut at) = ("0".repeat(64), 0, chrono::DateTime::UNIX_EPOCH);
    for entry in entries(db).await {
        seq += 1;
        if entry.seq != seq {
            return Err(format!("number {} stands where {seq} should", entry.seq));
        }
        if entry.previous_hash != before {
            return Err(format!("{seq} does not follow what stands before it"));
        }
        if link_hash(&entry).map_err(|e| e.to_string())? != entry.hash {
            return Err(format!("{seq} was altered"));
        }
        if entry.at < at {
            return Err(format!("{seq} is older than what stands before it"));
        }
        (before, at) = (entry.hash, entry.at);
    }
    let head = change_head::Entity::find_by_id(1).one(db).await.expect("the head can be read").ok_or("no head")?;
    if (head.seq, &head.hash) != (seq, &before) {
        return Err(format!("the head says {}, the log ends at {seq}", head.seq));
    }
    Ok(seq)
}

/// A publication made by hand, as the projection would.
pub struct Made {
    pub id: Uuid,
    pub title: String,
    pub section: Uuid,
    pub unit: Uuid,
    pub kind: Kind,
    /// Minutes before the present moment.
    pub minutes_ago: i64,
}

/// Puts publications into the read side, one transaction for all. Their text is no item's; lists and caches do not mind.
pub async fn put(site: &Site, made: Vec<Made>) {
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "bench")).await.expect("work begins");
    for each in made {
        let (rendered, change) = rendered(site, each);
        publications::put(&work, rendered).await.expect("it is put");
        work.record(change);
    }
    work.commit().await.expect("the work is committed");
}

fn rendered(site: &Site, made: Made) -> (Rendered, Change) {
    let at = site.clock.now() - TimeDelta::minutes(made.minutes_ago);
    let path = format!("/tin-bai/{}-{}", cong::kernel::text::slug(&made.title), ids::short_id(made.id));
    let summary =
        json!({"id": made.id, "kind": made.kind, "title": made.title, "path": path, "published_at": cong::kernel::dates::rfc3339_vn(at)});
    let (revision, approval) = (Uuid::now_v7(), Uuid::now_v7());
    let hash = cong::kernel::canonical::sha256_hex(made.title.as_bytes());
    let rendered = Rendered {
        id: made.id,
        kind: made.kind,
        info_class: InfoClass::NewsEvent,
        genre: None,
        lang: Lang::Vi,
        section_id: made.section,
        unit_id: made.unit,
        path,
        sort_title: cong::kernel::text::fold(&made.title),
        published_at: at,
        updated_at: at,
        display_until: None,
        revision_id: revision,
        revision_hash: hash.clone(),
        approval_id: approval,
        summary_json: summary.to_string(),
        full_json: summary.to_string(),
        found: Found { title: made.title.clone(), ..Found::default() },
        keys: vec![],
        media: vec![],
    };
    let item = ItemFacts {
        item: made.id,
        kind: made.kind,
        class: Some(InfoClass::NewsEvent),
        genre: None,
        unit: made.unit,
        section: Some(made.section),
        lang: Lang::Vi,
    };
    let change = Change::Published {
        item,
        revision: RevisionRef { revision, no: 1, hash },
        approval,
        first: true,
        correction: false,
        display_until: None,
    };
    (rendered, change)
}

impl Portal {
    /// So many short publications in one section, a minute apart, newest first in the answer.
    pub async fn filled_with(&self, many: usize) -> Vec<String> {
        let (section, unit) = (self.section("tin-tuc-su-kien").await, self.unit("ward_people_committee").await);
        let mut ids = Vec::with_capacity(many);
        let mut made = Vec::with_capacity(many);
        for n in 0..many {
            let minutes_ago = i64::try_from(n).expect("a sane number") + 1;
            let id = ids::new_id(self.now() - TimeDelta::minutes(minutes_ago));
            ids.push(id.to_string());
            made.push(Made { id, title: format!("Tin số {n:05}"), section, unit, kind: Kind::Article, minutes_ago });
        }
        put(self.site(), made).await;
        ids
    }

    /// One more publication, at this distance from now.
    pub async fn puts_one(&self, title: &str, minutes_ago: i64) -> String {
        let (section, unit) = (self.section("tin-tuc-su-kien").await, self.unit("ward_people_committee").await);
        let id = ids::new_id(self.now());
        put(self.site(), vec![Made { id, title: title.into(), section, unit, kind: Kind::Article, minutes_ago }]).await;
        id.to_string()
    }
}
