//! Candidates, ranked. Asked in this order, each for what is still missing: the very number or title; close in the title; close
//! and with the same marks; close; all words wherever; and where nothing has all of them, some neighbours.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::params::SearchQuery;
use crate::kernel::dates;
use crate::kernel::search::question::{Names, holds};
use crate::kernel::search::rank::{Facets, Scale, facets, ranked};
use crate::kernel::search::{Candidate, Expr, Line, Question};
use crate::store::search::{self, Condition};
use crate::store::{Fault, Site, sections, sql};

/// How many of the newest matches are looked at (decision 18).
pub const CANDIDATES: usize = 2000;
/// Of those whose number or title was asked for.
const THEMSELVES: usize = 200;
/// Of those with the words in the title: older than the newest two thousand, they would be missed.
const TITLES: usize = 500;
/// A quoted phrase of three words is proved in the text, which is long.
const PROVED: usize = 400;

/// What was found.
pub struct Hits {
    pub question: Question,
    /// Score and number, best first.
    pub order: Vec<(i64, i64)>,
    pub facets: Facets,
    /// Whether more match than were looked at.
    pub more: bool,
    /// Not all words, but some neighbours.
    pub only_some: bool,
}

/// Looks for it.
pub async fn find(site: &Site, query: &SearchQuery) -> Result<Hits, Fault> {
    let question = Question::read(&query.q);
    let nothing = |question| Hits { question, order: vec![], facets: Facets::default(), more: false, only_some: false };
    if question.is_empty() {
        return Ok(nothing(question));
    }
    let section = match &query.section {
        None => None,
        Some(slug) => match sections::by_slug(site.read(), slug).await? {
            Some(row) => Some(row.id),
            None => return Ok(nothing(question)),
        },
    };
    let question = question.with_names(&names(site, dates::to_vn(site.clock.now()).date_naive()).await?);
    let mut gathered = Gathered { site, filters: query.terms(section), ended: query.ended, lines: HashMap::new() };
    gathered.ask(question.itself(), THEMSELVES, Match::Loose).await?;
    gathered.ask(question.in_title(), TITLES, Match::Close).await?;
    let several = question.words().count() > 1;
    let room = if question.phrases_to_prove().is_empty() { CANDIDATES } else { PROVED };
    if question.is_marked() {
        gathered.ask(question.exact(), room, Match::Exact).await?;
    }
    let mut found = gathered.ask(question.close(), room, Match::Close).await?;
    if several && found < room {
        found = gathered.ask(question.loose(), room, Match::Loose).await?;
    }
    let more = found >= room;
    let mut only_some = false;
    if several && gathered.lines.is_empty() && question.parts.iter().all(|part| !part.quoted) {
        gathered.ask(question.some(), CANDIDATES, Match::Loose).await?;
        only_some = !gathered.lines.is_empty();
    }
    gathered.prove(&question).await?;
    let candidates = gathered.candidates();
    let facets = facets(candidates.iter().map(|c| &c.line));
    let order = ranked(&Scale::of(&question), candidates).into_iter().map(|(score, line)| (score, line.n)).collect();
    Ok(Hits { order, facets, more, only_some, question })
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Loose,
    Close,
    Exact,
}

struct Gathered<'s> {
    site: &'s Site,
    filters: Vec<String>,
    ended: bool,
    /// By number: the line, and the best of the ways in which it was found.
    lines: HashMap<i64, (String, Match)>,
}

impl Gathered<'_> {
    /// Returns how many match, as far as was asked.
    async fn ask(&mut self, expr: Expr, limit: usize, how: Match) -> Result<usize, Fault> {
        let condition = Condition::of(expr, &self.filters, self.ended);
        let lines = search::lines(self.site, &condition, limit).await?;
        let found = lines.len();
        for line in lines {
            let Some(n) = line.split('\t').next().and_then(|n| n.parse().ok()) else { continue };
            let entry = self.lines.entry(n).or_insert((line, how));
            entry.1 = entry.1.max(how);
        }
        Ok(found)
    }

    /// Leaves out what has the pairs of a quoted phrase, but not the phrase.
    async fn prove(&mut self, question: &Question) -> Result<(), Fault> {
        let phrases = question.phrases_to_prove();
        if phrases.is_empty() {
            return Ok(());
        }
        let numbers: Vec<i64> = self.lines.keys().copied().collect();
        let texts = search::text_of(self.site, &numbers).await?;
        self.lines.retain(|n, (line, _)| {
            let title = Line::read(line).map(|l| l.title).unwrap_or_default();
            let text = texts.get(n).map(String::as_str).unwrap_or_default();
            phrases.iter().all(|phrase| holds(title, phrase) || holds(text, phrase))
        });
        Ok(())
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        self.lines
            .values()
            .filter_map(|(line, how)| Some(Candidate { line: Line::read(line)?, close: *how >= Match::Close, exact: *how == Match::Exact }))
            .collect()
    }
}

/// What units are called, and were called by those they came from (a reorganisation, from its day on).
async fn names(site: &Site, day: NaiveDate) -> Result<Vec<Names>, Fault> {
    let db = site.read();
    let text = "SELECT r.unit_id, r.successor_id, a.name, b.name FROM reorganisation r JOIN org_unit a ON a.id = r.unit_id \
                JOIN org_unit b ON b.id = r.successor_id WHERE r.effective_on <= ? ORDER BY r.effective_on, r.id";
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), text, vec![day.into()])).await?;
    // Units that became one another, one group of names each.
    let mut groups: Vec<(Vec<Uuid>, Vec<String>)> = vec![];
    for row in &rows {
        let ids: [Uuid; 2] = [row.try_get_by_index(0)?, row.try_get_by_index(1)?];
        let names: [String; 2] = [row.try_get_by_index(2)?, row.try_get_by_index(3)?];
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(of, _)| ids.iter().any(|id| of.contains(id)));
        let mut group = (ids.to_vec(), names.to_vec());
        for (more_ids, more_names) in joined.drain(..) {
            group.0.extend(more_ids);
            group.1.extend(more_names);
        }
        groups = apart;
        groups.push(group);
    }
    Ok(groups.iter().filter_map(|(_, names)| Names::of(names.iter().map(String::as_str))).collect())
}
