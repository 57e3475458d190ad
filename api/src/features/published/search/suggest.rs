//! What is offered while somebody types, and what was probably meant. Both come from the titles of what is readable, so they
//! never say a word that the public could not read anyway.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::params::question;
use crate::http::Problem;
use crate::http::public::Draft;
use crate::kernel::search::Question;
use crate::kernel::search::spelling::{Known, nearest};
use crate::kernel::search::tokens::{plain, words};
use crate::kernel::text;
use crate::store::search;
use crate::store::{Fault, Site, sql};

const PHRASES: usize = 6;
const TITLES: usize = 4;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SuggestParams {
    /// What has been typed so far.
    #[param(min_length = 1, max_length = 200, example = "vệ sinh mô")]
    pub q: Option<String>,
}

/// What the typed words may go on to, and pages whose title begins with them.
#[derive(Serialize, ToSchema)]
pub struct SearchSuggestions {
    #[schema(max_items = 6, example = json!(["vệ sinh môi trường"]))]
    pub phrases: Vec<String>,
    #[schema(max_items = 4)]
    pub pages: Vec<SuggestedPage>,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct SuggestedPage {
    #[schema(example = "Vệ sinh môi trường tại tổ dân phố số 5")]
    pub title: String,
    #[schema(example = "/tin-bai/ve-sinh-moi-truong-0f3k9q2w8x")]
    pub path: String,
}

/// What was typed, in one spelling.
pub fn read(params: &SuggestParams) -> Result<String, Problem> {
    let mut errors = vec![];
    let typed = question(params.q.as_deref(), &mut errors);
    if errors.is_empty() { Ok(typed) } else { Err(Problem::invalid(errors)) }
}

pub async fn answer(site: &Site, typed: &str) -> Result<Draft, Fault> {
    let answer = SearchSuggestions { phrases: phrases(site, typed).await?, pages: pages(site, typed).await? };
    Ok(Draft::json(serde_json::to_string(&answer)?))
}

/// The last word, or the last two, as some title goes on with them; what stands before stays as it was typed.
async fn phrases(site: &Site, typed: &str) -> Result<Vec<String>, Fault> {
    let all: Vec<_> = words(typed).collect();
    let mut offered: Vec<String> = vec![];
    for taken in [2, 1] {
        let Some(first) = all.len().checked_sub(taken).map(|at| &all[at]) else { continue };
        let folded = plain(&typed[first.start..]);
        if folded.chars().count() < 2 {
            continue;
        }
        let before = typed[..first.start].trim_end();
        for (key, shown, _) in search::phrases_like(site, &folded, PHRASES * 2).await? {
            let whole = if before.is_empty() { shown } else { format!("{before} {shown}") };
            let new = plain(&whole) != plain(typed) && key != folded;
            if new && !offered.iter().any(|known| plain(known) == plain(&whole)) {
                offered.push(whole);
            }
        }
        if taken == 2 && offered.len() >= PHRASES {
            break;
        }
    }
    offered.truncate(PHRASES);
    Ok(offered)
}

/// The publications whose titles begin with what was typed.
async fn pages(site: &Site, typed: &str) -> Result<Vec<SuggestedPage>, Fault> {
    let begin = text::fold(typed);
    if begin.chars().count() < 3 {
        return Ok(vec![]);
    }
    let db = site.read();
    let index = if site.is_postgres() { "" } else { " INDEXED BY publication_title" };
    let sql = format!(
        "SELECT p.summary_json FROM publication p{index} WHERE p.listed = TRUE AND p.sort_title >= ? AND p.sort_title < ? \
         ORDER BY p.sort_title, p.n LIMIT {TITLES}"
    );
    let end = format!("{begin}\u{10ffff}");
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), &sql, vec![begin.into(), end.into()])).await?;
    rows.iter()
        .map(|row| {
            let summary: String = row.try_get_by_index(0)?;
            Ok(serde_json::from_str(&summary)?)
        })
        .collect()
}

/// The question with its unknown words mended; `None` when none can be.
pub async fn meant(site: &Site, question: &Question) -> Result<Option<String>, Fault> {
    let asked: Vec<&str> = question.words().map(|w| w.plain.as_str()).collect();
    let known = search::known_words(site).await?;
    let is_known = |word: &str| known.iter().any(|k: &Known| k.word == word) || word.bytes().all(|b| b.is_ascii_digit());
    let mut mended: Vec<String> = asked.iter().map(|w| (*w).to_owned()).collect();
    for at in 0..asked.len() {
        if is_known(asked[at]) {
            continue;
        }
        // The pairs that its neighbours are known to stand in.
        let mut pairs: HashMap<String, ()> = HashMap::new();
        if at > 0 {
            for (key, ..) in search::phrases_like(site, &format!("{} ", mended[at - 1]), 500).await? {
                pairs.extend(key.split_once(' ').map(|(_, second)| (second.to_owned(), ())));
            }
        }
        if let Some(word) = nearest(asked[at], &known, |word| pairs.contains_key(word)) {
            mended[at] = word.to_owned();
        }
    }
    if mended.iter().map(String::as_str).eq(asked.iter().copied()) {
        return Ok(None);
    }
    Ok(Some(as_written(site, &mended).await?))
}

/// Words without marks as titles write them: by pairs, where a pair is known.
async fn as_written(site: &Site, mended: &[String]) -> Result<String, Fault> {
    let mut out: Vec<String> = vec![];
    let mut at = 0;
    while at < mended.len() {
        let pair = mended.get(at + 1).map(|next| format!("{} {next}", mended[at]));
        let shown = match &pair {
            Some(pair) => search::phrases_like(site, pair, 50).await?.into_iter().find(|(key, ..)| key == pair),
            None => None,
        };
        match shown {
            Some((_, shown, _)) => {
                out.push(shown);
                at += 2;
            }
            None => {
                let one = search::phrases_like(site, &mended[at], 50).await?.into_iter().find(|(key, ..)| *key == mended[at]);
                out.push(one.map_or_else(|| mended[at].clone(), |(_, shown, _)| shown));
                at += 1;
            }
        }
    }
    Ok(out.join(" "))
}
