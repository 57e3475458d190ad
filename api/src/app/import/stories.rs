//! Articles of another portal, whatever file they come from: sections found, pictures taken from a folder, the text through the
//! house's own sieve, old addresses kept. All of it becomes drafts: nothing is public without the board (Đ6.5).

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::Args;
use percent_encoding::percent_decode_str;
use regex::{Captures, Regex};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::lines::old_letters;
use super::report::{LineReport, Notes, Outcome, Report, Sheet};
use super::row::some;
use super::{Kept, NewDraft, add, find_unit, refused, standing};
use crate::access::{Actor, Door};
use crate::features::media::{self, actions as media_actions};
use crate::features::newsroom::actions;
use crate::features::newsroom::content::{Author, Content, LeadImage};
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::{Source, SourceKind};
use crate::kernel::words::{InfoClass, Kind, Origin};
use crate::kernel::{html, text};
use crate::store::entities::{app_user, media as media_row, section};
use crate::store::{Call, Site, Work};

/// What every import of articles is told besides its file.
#[derive(Args, Clone, Debug, Default)]
pub struct Press {
    /// Code of the unit that the drafts will belong to.
    #[arg(long, value_name = "CODE", default_value = "public_service_unit_center")]
    pub unit: String,
    /// The old site's folder `uploads`: pictures are taken from it.
    #[arg(long, value_name = "DIR")]
    pub uploads: Option<PathBuf>,
    /// User name of the person who answers for the pictures; needed with --uploads.
    #[arg(long, value_name = "USERNAME")]
    pub by: Option<String>,
    /// Which section takes a category of the old site: ALIAS=SLUG, as often as needed. Same names find each other.
    #[arg(long, value_name = "ALIAS=SLUG")]
    pub section: Vec<String>,
    /// Write what became of every article to this file, as JSON Lines; the sums stand in the last line.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// An article as another portal has it.
#[derive(Debug, Default)]
pub struct Story {
    pub external_id: String,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub body_html: Option<String>,
    pub authors: Vec<String>,
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    /// The main one first, by their aliases.
    pub categories: Vec<String>,
    pub lead: Option<String>,
    pub lead_alt: Option<String>,
    /// Where it stood: paths without a host.
    pub addresses: Vec<String>,
    pub doubts: Vec<(&'static str, String)>,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}
pattern!(IMG, r"(?is)<img\b[^>]*>");
pattern!(ATTRIBUTE, r#"(?is)\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))"#);
pattern!(ACTIVE, r"(?i)<(script|iframe|object|embed|form|video|audio)\b");
pattern!(OLD_FONT, r#"(?i)(?:face|font-family)\s*[=:]\s*["']?\s*(\.vn\w+|vni-[\w-]+)"#);

pub struct Teller<'s> {
    site: &'s Site,
    origin: Origin,
    unit: Uuid,
    person: Option<Uuid>,
    uploads: Option<PathBuf>,
    /// Alias of a category → section.
    sections: HashMap<String, (Uuid, String)>,
    known: Vec<section::Model>,
    home: Option<Uuid>,
    pictures: HashMap<PathBuf, Result<Uuid, String>>,
    seen: BTreeSet<String>,
    sheet: Sheet,
    report: Report,
}

impl<'s> Teller<'s> {
    pub async fn open(site: &'s Site, press: &Press, origin: Origin) -> anyhow::Result<Self> {
        let unit = find_unit(site, &press.unit).await?;
        let person = match &press.by {
            Some(name) => {
                let row = app_user::Entity::find().filter(app_user::Column::Username.eq(name)).one(site.read()).await?;
                Some(row.with_context(|| format!("there is no account `{name}`"))?.id)
            }
            None => None,
        };
        let uploads = match &press.uploads {
            Some(folder) => {
                anyhow::ensure!(person.is_some(), "--uploads needs --by USERNAME: somebody answers for the pictures");
                Some(folder.canonicalize().with_context(|| format!("cannot read {}", folder.display()))?)
            }
            None => None,
        };
        let known = section::Entity::find()
            .filter(section::Column::ValidTo.is_null())
            .order_by_asc(section::Column::Position)
            .all(site.read())
            .await?;
        let mut sections = HashMap::new();
        for pair in &press.section {
            let (alias, slug) = pair.split_once('=').context("--section is ALIAS=SLUG")?;
            let found = known.iter().find(|s| s.slug == slug).with_context(|| format!("there is no section `{slug}`"))?;
            sections.insert(alias.to_owned(), (found.id, found.slug.clone()));
        }
        let home = known.iter().find(|s| s.info_class == InfoClass::NewsEvent).map(|s| s.id);
        let sheet = Sheet::open(press.report.as_deref())?;
        Ok(Self {
            site,
            origin,
            unit,
            person,
            uploads,
            sections,
            known,
            home,
            pictures: HashMap::new(),
            seen: BTreeSet::new(),
            sheet,
            report: Report::default(),
        })
    }

    /// Categories (alias, title) whose section has the same name.
    pub fn match_sections(&mut self, categories: &[(String, String)]) {
        for (alias, title) in categories {
            let same = |s: &&section::Model| text::slug(&s.name) == text::slug(title) || s.slug == text::slug(alias);
            if let Some(found) = self.known.iter().find(same)
                && !self.sections.contains_key(alias)
            {
                self.sections.insert(alias.clone(), (found.id, found.slug.clone()));
            }
        }
    }

    /// Addresses of categories lead to their sections from now on.
    pub async fn keep_sections(&mut self, addresses: Vec<(String, String)>) -> anyhow::Result<()> {
        let found = addresses.into_iter().filter_map(|(path, alias)| Some((path, format!("/chuyen-muc/{}", self.sections.get(&alias)?.1))));
        let targets: Vec<(String, String)> = found.collect();
        if targets.is_empty() {
            return Ok(());
        }
        let mut work = self.work().await?;
        if actions::keep_old_targets(&mut work, &targets).await? > 0 {
            work.commit().await.map_err(Problem::from)?;
        }
        Ok(())
    }

    async fn work(&self) -> anyhow::Result<Work<'s>> {
        Ok(Work::begin(self.site, Call::new(Actor::system(Door::Command), "import")).await.map_err(Problem::from)?)
    }

    pub fn refuse(&mut self, external_id: Option<String>, why: String) -> anyhow::Result<()> {
        let told = refused(self.report.read + 1, external_id, vec![why]);
        self.note(&told)
    }

    fn note(&mut self, told: &LineReport) -> anyhow::Result<()> {
        self.report.note(told);
        self.sheet.write(told)
    }

    pub fn close(self) -> anyhow::Result<Report> {
        self.sheet.close(&self.report)?;
        Ok(self.report)
    }

    pub async fn tell(&mut self, story: Story) -> anyhow::Result<()> {
        let Some(title) = story.title.clone() else { return self.refuse(Some(story.external_id), "không có tiêu đề".into()) };
        if !self.seen.insert(story.external_id.clone()) {
            return self.refuse(Some(story.external_id.clone()), format!("trùng: {}", story.external_id));
        }
        let mut notes = Notes::default();
        let standing = standing(self.site, self.origin, &story.external_id).await?;
        let content = self.content(&story, title, &mut notes).await?;
        let kept = match standing {
            Some(item) => Kept::Stood(item),
            None => {
                let (kind, origin) = (Kind::Article, self.origin);
                let draft = NewDraft { kind, origin, unit: Some(self.unit), external_id: &story.external_id, writing: true };
                let call = Call::new(Actor::system(Door::Command), "import");
                add(self.site, &call, draft, content, &story.addresses).await?
            }
        };
        let (outcome, item) = match kept {
            Kept::New => (Outcome::New, None),
            Kept::Added(item) => (Outcome::Added, Some(item)),
            Kept::Stood(item) => (Outcome::Stood, Some(item)),
            Kept::Refused(why) => {
                let told = refused(self.report.read + 1, Some(story.external_id), why);
                return self.note(&told);
            }
        };
        let reading = Some(notes.reading());
        let line = self.report.read + 1;
        self.note(&LineReport { line, external_id: Some(story.external_id), outcome, reading, item, notes, reasons: vec![] })
    }

    async fn content(&mut self, story: &Story, title: String, notes: &mut Notes) -> anyhow::Result<Content> {
        for (what, why) in &story.doubts {
            notes.doubt(what, why.clone());
        }
        let mut body = story.body_html.clone().unwrap_or_default();
        if body.is_empty() {
            notes.missing.push("body_html".into());
        }
        if let Some(found) = OLD_FONT.captures(&body) {
            notes.doubt("body_html", format!("có phông chữ cũ {}: xem lại và chuyển mã", &found[1]));
        } else if let Some(name) = old_letters(&html::plain_text(&body)) {
            notes.doubt("body_html", format!("có vẻ viết bằng bảng mã {name}, chưa chuyển"));
        }
        let active: BTreeSet<String> = ACTIVE.captures_iter(&body).map(|c| c[1].to_lowercase()).collect();
        if !active.is_empty() {
            notes.doubt("body_html", format!("đã bỏ phần nhúng: {}", active.into_iter().collect::<Vec<_>>().join(", ")));
        }
        body = self.with_pictures(&body, notes).await?;
        let lead_image = match &story.lead {
            Some(src) => self.picture(src, story.lead_alt.as_deref(), "lead_image", notes).await?.map(|media_id| LeadImage {
                media_id,
                alt: story.lead_alt.as_deref().map(|alt| text::plain_excerpt(alt, 500)),
                caption: None,
            }),
            None => None,
        };
        let section = story.categories.iter().find_map(|alias| self.sections.get(alias)).map(|(id, _)| *id);
        if section.is_none()
            && let Some(category) = story.categories.first()
        {
            notes.doubt("section", format!("chuyên mục cũ “{category}” chưa có nơi nhận (--section {category}=…)"));
        }
        if story.published_at.is_none() {
            notes.missing.push("published_at".into());
        }
        let kept_title = text::plain_excerpt(&html::plain_text(&title), 300);
        if kept_title.ends_with('…') && !title.ends_with('…') {
            notes.shortened.push("title".into());
        }
        let summary = story.summary.as_deref().map(html::plain_text).unwrap_or_default();
        let url = story.source_url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let url = url.map(|url| url.chars().take(1000).collect::<String>());
        let name = story.source.as_deref().map(|name| text::plain_excerpt(&html::plain_text(name), 300));
        let kind = if name.is_some() { SourceKind::Other } else { SourceKind::Own };
        Ok(Content {
            title: kept_title,
            summary: text::plain_excerpt(&summary, 2000),
            body_html: body,
            details: story.published_at.map(|at| ("first_published_at".to_owned(), json!(rfc3339_vn(at)))).into_iter().collect(),
            section_id: section.or(self.home),
            info_class: Some(InfoClass::NewsEvent),
            authors: story
                .authors
                .iter()
                .take(50)
                .map(|name| Author { name: text::plain_excerpt(&html::plain_text(name), 200), user_id: None })
                .collect(),
            source: Source { kind, name, url: url.filter(|_| kind == SourceKind::Other) },
            lead_image,
            ..Content::default()
        })
    }

    /// The body with its pictures as media of this house; those that are not there are left out and told.
    async fn with_pictures(&mut self, body: &str, notes: &mut Notes) -> anyhow::Result<String> {
        let mut found = HashMap::new();
        for tag in IMG.find_iter(body).map(|m| m.as_str().to_owned()).collect::<BTreeSet<_>>() {
            let (src, alt) = attributes(&tag);
            let id = match src {
                Some(src) => self.picture(&src, alt.as_deref(), "body_html", notes).await?,
                None => None,
            };
            let alt = alt.unwrap_or_default().replace('"', "&quot;").replace('<', "&lt;");
            found.insert(tag, id.map(|id| format!("<img src=\"cong-media:{id}\" alt=\"{alt}\">")).unwrap_or_default());
        }
        Ok(IMG.replace_all(body, |c: &Captures<'_>| found.get(&c[0]).cloned().unwrap_or_default()).into_owned())
    }

    async fn picture(&mut self, src: &str, alt: Option<&str>, field: &str, notes: &mut Notes) -> anyhow::Result<Option<Uuid>> {
        let Some(folder) = self.uploads.clone() else {
            notes.unread(field, src, "ảnh chưa lấy: cần --uploads và --by");
            return Ok(None);
        };
        let path = match find_file(&folder, src) {
            Ok(path) => path,
            Err(why) => {
                notes.unread(field, src, why);
                return Ok(None);
            }
        };
        let known = match self.pictures.get(&path) {
            Some(known) => known.clone(),
            None => {
                let taken = self.take_picture(&path, alt).await?;
                self.pictures.insert(path, taken.clone());
                taken
            }
        };
        match known {
            Ok(id) => Ok(Some(id)),
            Err(why) => {
                notes.unread(field, src, why);
                Ok(None)
            }
        }
    }

    async fn take_picture(&self, path: &Path, alt: Option<&str>) -> anyhow::Result<Result<Uuid, String>> {
        let Some(person) = self.person else { return Ok(Err("không rõ ai chịu trách nhiệm".into())) };
        if std::fs::metadata(path)?.len() > media::prepare::MAX_BYTES {
            return Ok(Err("ảnh lớn hơn 20 MB".into()));
        }
        let prepared = match media::prepare(self.site, std::fs::read(path)?).await {
            Ok(prepared) => prepared,
            Err(problem) if problem.code.status().is_client_error() => return Ok(Err("không phải ảnh mở được".into())),
            Err(problem) => return Err(problem.into()),
        };
        // Taken by an earlier run, or used by two articles.
        let same = media_row::Entity::find().filter(media_row::Column::BlobHash.eq(&prepared.hash));
        if let Some(row) = same.filter(media_row::Column::UnitId.eq(self.unit)).one(self.site.read()).await? {
            return Ok(Ok(row.id));
        }
        let filename = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let alt = alt.and_then(some).map(|alt| text::plain_excerpt(&alt, 500));
        let new = media_actions::NewMedia {
            filename,
            alt,
            caption: None,
            rights_owner: None,
            rights_licence: None,
            rights_permission: None,
            unit_id: self.unit,
            created_by: person,
            derived_from: None,
        };
        let mut work = self.work().await?;
        let row = match media_actions::add(&mut work, prepared, new).await {
            Ok(row) => row,
            Err(problem) if !problem.errors.is_empty() => return Ok(Err(super::reasons(&problem.errors).join("; "))),
            Err(problem) => return Err(problem.into()),
        };
        work.commit().await.map_err(Problem::from)?;
        Ok(Ok(row.id))
    }
}

fn attributes(tag: &str) -> (Option<String>, Option<String>) {
    let (mut src, mut alt) = (None, None);
    for c in ATTRIBUTE.captures_iter(tag) {
        let value = (2..=4).find_map(|n| c.get(n)).map(|m| m.as_str().replace("&amp;", "&").replace("&quot;", "\""));
        if c[1].eq_ignore_ascii_case("src") { src = src.or(value) } else { alt = alt.or(value) }
    }
    (src, alt.filter(|alt| !alt.trim().is_empty()))
}

/// The file under the folder `uploads` that an address means. Nothing outside of the folder, by `..` or by a link.
fn find_file(folder: &Path, src: &str) -> Result<PathBuf, String> {
    let bare = src.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(bare).decode_utf8().map_err(|_| "địa chỉ ảnh không đọc được")?;
    let Some((_, inside)) = decoded.split_once("uploads/") else { return Err("ảnh không nằm trong thư mục uploads".into()) };
    let inside = Path::new(inside);
    if inside.as_os_str().is_empty() || inside.components().any(|c| !matches!(c, Component::Normal(_))) {
        return Err("địa chỉ ảnh không hợp lệ".into());
    }
    let path = folder.join(inside).canonicalize().map_err(|_| "không có tệp này trong thư mục uploads")?;
    if !path.starts_with(folder) || !path.is_file() {
        return Err("địa chỉ ảnh không hợp lệ".into());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_lie_under_uploads_only() {
        let home = std::env::temp_dir().join(format!("cong-uploads-{}", Uuid::now_v7().simple()));
        let uploads = home.join("uploads");
        std::fs::create_dir_all(uploads.join("news/2024_01")).unwrap();
        std::fs::write(uploads.join("news/2024_01/ảnh 1.jpg"), b"x").unwrap();
        std::fs::write(home.join("secret.jpg"), b"x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.join("secret.jpg"), uploads.join("link.jpg")).unwrap();
        let uploads = uploads.canonicalize().unwrap();
        for good in [
            "/uploads/news/2024_01/ảnh 1.jpg",
            "https://cu.vn/uploads/news/2024_01/%E1%BA%A3nh%201.jpg?t=1",
            "uploads/news/2024_01/ảnh 1.jpg",
        ] {
            assert!(find_file(&uploads, good).is_ok(), "{good}");
        }
        for bad in [
            "/uploads/../secret.jpg",
            "/uploads//etc/passwd",
            "/uploads/link.jpg",
            "/uploads/",
            "/uploads/news",
            "https://x.vn/a.jpg",
            "/uploads/%2e%2e/secret.jpg",
        ] {
            assert!(find_file(&uploads, bad).is_err(), "{bad}");
        }
        std::fs::remove_dir_all(&home).unwrap();
    }

    #[test]
    fn attributes_of_all_writings() {
        let told = |tag: &str| attributes(tag);
        assert_eq!(
            told(r#"<img alt="Một &quot;hai&quot;" src='/uploads/a.jpg'>"#),
            (Some("/uploads/a.jpg".into()), Some("Một \"hai\"".into()))
        );
        assert_eq!(told("<IMG SRC=/uploads/a.jpg width=3>"), (Some("/uploads/a.jpg".into()), None));
        assert_eq!(told("<img data-x='1'>"), (None, None));
    }
}
