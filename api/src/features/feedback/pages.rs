//! What may be rated and reported: a publication, or one of the portal's own pages (home, lists, directory, map…).

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;

use crate::kernel::route_table::KIND_WORDS;
use crate::kernel::words::PublicationStatus;
use crate::store::entities::{public_path, publication};
use crate::store::{Fault, sections};

/// Pages that hold no publication of their own, by the first word of their address.
const OWN: [(&str, &str); 22] = [
    ("", "Trang chủ"),
    ("ban-do", "Bản đồ"),
    ("bao-vi-pham", "Báo nội dung vi phạm"),
    ("chu-de", "Chủ đề"),
    ("dang-ky-cung-cap-tin", "Đăng ký cung cấp tin"),
    ("danh-ba", "Danh bạ"),
    ("duyet", "Duyệt bài"),
    ("gio-lam-viec", "Giờ làm việc"),
    ("gioi-thieu", "Giới thiệu"),
    ("gop-y", "Tra cứu ý kiến đã gửi"),
    ("gui-nhanh", "Gửi tin nhanh"),
    ("gui-thu", "Gửi câu hỏi, phản ánh, kiến nghị"),
    ("ket-qua-thu", "Kết quả giải quyết thư"),
    ("lich-lanh-dao", "Lịch công tác của lãnh đạo"),
    ("loi-moi", "Lời mời"),
    ("opendata", "Dữ liệu mở"),
    ("so-do-to-chuc", "Sơ đồ tổ chức"),
    ("su-kien-doi-song", "Sự kiện đời sống"),
    ("the", "Thẻ"),
    ("theo-doi-thu", "Theo dõi thư"),
    ("tim-kiem", "Tìm kiếm"),
    ("tro-nang", "Hỗ trợ tiếp cận"),
];
/// Of these, the pages behind the first word count as the first: their addresses are not a closed list.
const GATHERED: [&str; 4] = ["bao-vi-pham", "chu-de", "su-kien-doi-song", "the"];

/// A page that everybody may open.
#[derive(Clone, Debug)]
pub struct PublicPage {
    pub path: String,
    pub title: String,
    pub publication: Option<publication::Model>,
}

impl PublicPage {
    /// By what it is counted: a publication stays itself when its address changes.
    pub fn key(&self) -> String {
        self.publication.as_ref().map_or_else(|| self.path.clone(), |row| row.id.to_string())
    }

    pub fn of(row: publication::Model) -> Result<Self, Fault> {
        let face: Value = serde_json::from_str(&row.summary_json)?;
        let title = face["title"].as_str().unwrap_or_default().to_owned();
        Ok(Self { path: row.path.clone(), title, publication: Some(row) })
    }
}

/// The page behind a path, if there is one that everybody may open. A list counts once for both languages.
pub async fn at(db: &impl ConnectionTrait, path: &str) -> Result<Option<PublicPage>, Fault> {
    if path.len() > 400 || path.contains('\0') {
        return Ok(None);
    }
    if let Some(found) = public_path::Entity::find_by_id(path.to_owned()).one(db).await? {
        let row = publication::Entity::find_by_id(found.publication_id).one(db).await?;
        let open = row.filter(|p| !matches!(p.status, PublicationStatus::Withdrawn | PublicationStatus::Redirected));
        return open.map(PublicPage::of).transpose();
    }
    own(db, path).await
}

/// One of the portal's own pages.
pub async fn own(db: &impl ConnectionTrait, path: &str) -> Result<Option<PublicPage>, Fault> {
    let bare = match path.strip_prefix("/en") {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    };
    let Some(rest) = bare.strip_prefix('/') else { return Ok(None) };
    let page = |path: String, title: &str| Some(PublicPage { path, title: title.to_owned(), publication: None });
    let parts: Vec<_> = rest.split('/').collect();
    Ok(match parts[..] {
        ["chuyen-muc", slug] => sections::by_slug(db, slug).await?.and_then(|s| page(format!("/chuyen-muc/{}", s.slug), &s.name)),
        [word] if KIND_WORDS.contains_key(word) => page(bare.to_owned(), KIND_WORDS[word].names().0),
        [word] | [word, _] => {
            let known = OWN.iter().find(|(own, _)| *own == word);
            known.filter(|_| parts.len() == 1 || GATHERED.contains(&word)).and_then(|(word, title)| page(format!("/{word}"), title))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::route_table::pages;
    use crate::store::trial::Trial;

    #[tokio::test]
    async fn every_page_of_the_route_table_is_rated_and_reported() {
        let trial = Trial::open().await;
        for page in pages().iter().filter(|page| *page != "/chuyen-muc/{slug}" && *page != "/{kind}/{slug}") {
            let path = page.replace("{kind}", "van-ban").replace("{slug}", "mot-trang");
            assert!(own(trial.site.read(), &path).await.unwrap().is_some(), "{page}: give it a name in `OWN`");
        }
    }

    #[tokio::test]
    async fn own_pages_are_a_closed_list() {
        let trial = Trial::open().await;
        let db = trial.site.read();
        for (path, want) in [
            ("/", Some("/")),
            ("/en", Some("/")),
            ("/en/danh-ba", Some("/danh-ba")),
            ("/van-ban", Some("/van-ban")),
            ("/chu-de/chuyen-doi-so", Some("/chu-de")),
            ("/danh-ba/x", None),
            ("/english", None),
            ("/chuyen-muc/khong-co", None),
            ("/ban-lam-viec", None),
            ("van-ban", None),
            ("", None),
        ] {
            assert_eq!(own(db, path).await.unwrap().map(|p| p.path).as_deref(), want, "{path}");
        }
    }
}
