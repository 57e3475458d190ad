//! A page of hits with everything beside it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Hits};
use super::params::SearchQuery;
use super::suggest;
use crate::features::published::list::{COUNT_UP_TO, TotalIs};
use crate::http::page::Cursor;
use crate::http::public::Draft;
use crate::kernel::public::PublicationSummary;
use crate::kernel::search::marks::{Piece, passage, pieces};
use crate::kernel::words::{Kind, Lang, PublicationStatus};
use crate::store::entities::{org_unit, section};
use crate::store::search;
use crate::store::{Fault, Site};

/// A page of what was found.
#[derive(Serialize, ToSchema)]
pub struct SearchAnswer {
    pub data: Vec<SearchHit>,
    /// Ask for the next page with this; `null` at the end.
    pub next_cursor: Option<String>,
    /// Exact up to 1,000; counting stops there.
    #[schema(example = 42)]
    pub total: i64,
    pub total_is: TotalIs,
    /// `some`: nothing has all of the words; these have some of them side by side.
    pub matched: Matched,
    pub facets: SearchFacets,
    /// What was probably meant, where little or nothing was found.
    #[schema(example = "vệ sinh môi trường")]
    pub did_you_mean: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    All,
    Some,
}

/// A publication that was found, and why. Texts come in pieces, marked or not; they are words, never HTML.
#[derive(Serialize, ToSchema)]
pub struct SearchHit {
    #[schema(value_type = PublicationSummary)]
    pub publication: Value,
    /// `live`, or how it ended.
    pub status: PublicationStatus,
    pub title: Vec<Piece>,
    /// The part of its text that tells most.
    pub passage: Vec<Piece>,
    /// The passage is of a file that is attached to it.
    pub in_attachment: bool,
}

/// How many of what was looked at bear each value. With more than 2,000 matches these are the newest 2,000.
#[derive(Serialize, ToSchema)]
pub struct SearchFacets {
    pub cover: FacetsCover,
    pub kind: Vec<FacetValue>,
    /// By slug.
    pub section: Vec<FacetValue>,
    /// By id.
    pub unit: Vec<FacetValue>,
    pub field: Vec<FacetValue>,
    /// Of first publication, newest first.
    pub year: Vec<FacetValue>,
    pub lang: Vec<FacetValue>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacetsCover {
    All,
    Newest,
}

#[derive(Serialize, ToSchema)]
pub struct FacetValue {
    /// To be sent back as the filter.
    #[schema(example = "tin-tuc-su-kien")]
    pub value: String,
    /// Of sections and units; closed lists have their words elsewhere.
    #[schema(example = "Tin tức, sự kiện")]
    pub name: Option<String>,
    pub name_en: Option<String>,
    #[schema(minimum = 1, example = 12)]
    pub count: usize,
}

/// Looks, and tells.
pub async fn body(site: &Site, query: &SearchQuery) -> Result<SearchAnswer, Fault> {
    let hits = find::find(site, query).await?;
    let from = match &query.after {
        Some(place) => hits.order.partition_point(|(score, n)| (*score, *n) >= (place.score, place.n)),
        None => 0,
    };
    let to = hits.order.len().min(from + usize::try_from(query.limit).unwrap_or(usize::MAX));
    let page = &hits.order[from..to];
    let next = (to < hits.order.len()).then(|| page.last()).flatten();
    let found = i64::try_from(hits.order.len()).unwrap_or(i64::MAX);
    let exact = !hits.more && found <= COUNT_UP_TO;
    let few = hits.only_some || hits.order.is_empty();
    Ok(SearchAnswer {
        data: shown(site, &hits, page).await?,
        next_cursor: next.map(|(score, n)| query.place(*score, *n).write()),
        total: found.min(COUNT_UP_TO),
        total_is: if exact { TotalIs::Exact } else { TotalIs::AtLeast },
        matched: if hits.only_some { Matched::Some } else { Matched::All },
        did_you_mean: if few { suggest::meant(site, &hits.question).await? } else { None },
        facets: named(site, hits).await?,
    })
}

/// The whole answer.
pub async fn answer(site: &Site, query: &SearchQuery) -> Result<Draft, Fault> {
    let answer = body(site, query).await?;
    let draft = Draft::json(serde_json::to_string(&answer)?);
    Ok(match &answer.next_cursor {
        Some(cursor) => draft.next(&query.address(Some(cursor))),
        None => draft,
    })
}

async fn shown(site: &Site, hits: &Hits, page: &[(i64, i64)]) -> Result<Vec<SearchHit>, Fault> {
    let numbers: Vec<i64> = page.iter().map(|(_, n)| *n).collect();
    let mut rows = search::passages(site, &numbers).await?;
    // What was withdrawn between the two questions is not there any more.
    let rows = numbers.iter().filter_map(|n| rows.remove(n)).collect::<Vec<_>>();
    rows.into_iter()
        .map(|row| {
            let publication: Value = serde_json::from_str(&row.summary_json)?;
            let (passage, in_attachment) = passage(&row.text, &hits.question);
            Ok(SearchHit {
                title: pieces(publication["title"].as_str().unwrap_or_default(), &hits.question),
                publication,
                status: row.status,
                passage,
                in_attachment,
            })
        })
        .collect()
}

async fn named(site: &Site, hits: Hits) -> Result<SearchFacets, Fault> {
    let facets = hits.facets;
    let ids = |values: &[(String, usize)]| values.iter().filter_map(|(id, _)| Uuid::parse_str(id).ok()).collect::<Vec<_>>();
    let (mut sections, mut units) = (HashMap::new(), HashMap::new());
    let section_ids = ids(&facets.section);
    if !section_ids.is_empty() {
        for row in section::Entity::find().filter(section::Column::Id.is_in(section_ids)).all(site.read()).await? {
            sections.insert(row.id.simple().to_string(), (row.slug, row.name, row.name_en));
        }
    }
    let unit_ids = ids(&facets.unit);
    if !unit_ids.is_empty() {
        for row in org_unit::Entity::find().filter(org_unit::Column::Id.is_in(unit_ids)).all(site.read()).await? {
            units.insert(row.id.simple().to_string(), (row.id.to_string(), row.name, row.name_en));
        }
    }
    type Names = HashMap<String, (String, String, Option<String>)>;
    let with_names = |values: Vec<(String, usize)>, names: &Names| {
        let named = values.into_iter().filter_map(|(key, count)| {
            let (value, name, name_en) = names.get(&key)?.clone();
            Some(FacetValue { value, name: Some(name), name_en, count })
        });
        named.collect()
    };
    let plain = |values: Vec<(String, usize)>| {
        values.into_iter().map(|(value, count)| FacetValue { value, name: None, name_en: None, count }).collect()
    };
    Ok(SearchFacets {
        cover: if hits.more { FacetsCover::Newest } else { FacetsCover::All },
        kind: plain(facets.kind.into_iter().filter(|(word, _)| Kind::read(word).is_some()).collect()),
        section: with_names(facets.section, &sections),
        unit: with_names(facets.unit, &units),
        field: plain(facets.field),
        year: plain(facets.year),
        lang: plain(facets.lang.into_iter().filter(|(word, _)| Lang::read(word).is_some()).collect()),
    })
}
