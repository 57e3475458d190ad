//! Articles of a feed that was saved to a file: RSS 0.9 to 2.0, Atom, JSON Feed.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use feed_rs::model::Entry;

use super::report::Report;
use super::row::some;
use super::stories::{Press, Story, Teller};
use crate::kernel::canonical;
use crate::kernel::text;
use crate::kernel::words::Origin;
use crate::store::Site;

/// A feed is read whole.
const LARGEST: u64 = 64 * 1024 * 1024;

#[derive(Args)]
pub struct Feed {
    /// The saved feed.
    pub file: PathBuf,
    /// Host of the ward's own former portal: the addresses of its articles lead to the new ones. Articles of other hosts are
    /// reposts, and name their source.
    #[arg(long, value_name = "HOST")]
    pub own_host: Option<String>,
    #[command(flatten)]
    pub press: Press,
}

/// Imports a feed's articles.
pub async fn import(site: &Site, asked: &Feed) -> anyhow::Result<Report> {
    let file = File::open(&asked.file).with_context(|| format!("cannot read {}", asked.file.display()))?;
    anyhow::ensure!(file.metadata()?.len() <= LARGEST, "{}: a feed is at most 64 MB", asked.file.display());
    let read = tokio::task::spawn_blocking(move || feed_rs::parser::parse(BufReader::new(file.take(LARGEST)))).await?;
    let feed = read.with_context(|| format!("{} is no feed that can be read", asked.file.display()))?;
    let mut teller = Teller::open(site, &asked.press, Origin::Feed).await?;
    let categories = feed.entries.iter().flat_map(|e| &e.categories).map(|c| (text::slug(&c.term), c.term.clone())).collect::<Vec<_>>();
    teller.match_sections(&categories);
    let name = feed.title.map(|title| title.content);
    for entry in feed.entries {
        teller.tell(story(entry, asked, name.as_deref())).await?;
    }
    teller.close()
}

fn story(entry: Entry, asked: &Feed, feed: Option<&str>) -> Story {
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate")).map(|l| l.href.clone());
    let at = link.as_deref().and_then(address);
    let own = at.as_ref().zip(asked.own_host.as_deref()).is_some_and(|((host, _), own)| host.eq_ignore_ascii_case(own));
    let body = entry.content.and_then(|content| content.body).and_then(|body| some(&body));
    let summary = entry.summary.and_then(|summary| some(&summary.content));
    let id = some(&entry.id).or_else(|| link.clone()).unwrap_or_default();
    // An id may be of any length; the column is not.
    let external_id = if id.len() <= 500 { id } else { canonical::sha256_hex(id.as_bytes()) };
    let mut story = Story { external_id, title: entry.title.and_then(|title| some(&title.content)), ..Story::default() };
    // Many feeds put the whole text where the summary belongs.
    story.body_html = body.or_else(|| summary.clone());
    story.summary = summary;
    story.published_at = entry.published.or(entry.updated);
    story.authors = entry.authors.iter().filter_map(|person| person.name.as_deref().and_then(some)).collect();
    story.categories = entry.categories.iter().map(|c| text::slug(&c.term)).collect();
    if own {
        story.addresses = at.into_iter().map(|(_, path)| path).collect();
    } else {
        story.source = feed.and_then(some).or_else(|| at.map(|(host, _)| host));
        story.source_url = link;
    }
    story
}

/// Host and path of a web address.
fn address(url: &str) -> Option<(String, String)> {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().and_then(|host| host.split(':').next())?;
    (!host.is_empty()).then(|| (host.to_owned(), format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_have_a_host_and_a_path() {
        assert_eq!(address("https://Cu.vn:8080/tin/a-1.html?x=1#y"), Some(("Cu.vn".into(), "/tin/a-1.html".into())));
        assert_eq!(address("http://cu.vn"), Some(("cu.vn".into(), "/".into())));
        assert_eq!(address("tag:cu.vn,2024:1"), None);
    }
}
