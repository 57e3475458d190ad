//! What persons do, in the words of the newsroom. A verb that a story expects to succeed fails the story when it is
//! refused; refusals are provoked with the plain requests of `Person`.

use serde_json::{Map, Value, json};

use crate::person::{Person, Reply};
use crate::portal::Portal;

/// An item as its last reader saw it.
#[derive(Clone, Debug)]
pub struct Item {
    pub json: Value,
}

impl Item {
    pub fn id(&self) -> &str {
        self.json["id"].as_str().expect("an item has an id")
    }

    pub fn state(&self) -> &str {
        self.json["state"].as_str().expect("an item has a state")
    }

    pub fn etag(&self) -> String {
        format!("\"v{}\"", self.json["version"])
    }

    /// Its address in the API.
    pub fn at(&self) -> String {
        format!("/api/v1/desk/items/{}", self.id())
    }

    /// Where the public finds it.
    pub fn path(&self) -> &str {
        self.json["publication"]["path"].as_str().unwrap_or_else(|| panic!("not published: {}", self.json))
    }

    pub fn allows(&self, verb: &str) -> bool {
        self.json["allowed"].as_array().is_some_and(|verbs| verbs.iter().any(|v| v == verb))
    }
}

/// A task as its reader saw it.
#[derive(Clone, Debug)]
pub struct Task {
    pub json: Value,
}

impl Task {
    pub fn id(&self) -> &str {
        self.json["id"].as_str().expect("a task has an id")
    }

    pub fn at(&self) -> String {
        format!("/api/v1/moderation/tasks/{}", self.id())
    }
}

/// Something about to be written.
#[derive(Clone, Debug)]
pub struct Written {
    kind: &'static str,
    section: Option<String>,
    content: Map<String, Value>,
    picture: Option<Vec<u8>>,
}

/// An article that lacks nothing: it may be published as it is.
pub fn an_article() -> Written {
    Written::of("article", "tin-tuc-su-kien", "news_event")
        .titled("Phường Thành Đông ra quân tổng vệ sinh môi trường")
        .saying("<p>Sáng nay, hơn ba trăm người dân cùng làm sạch bờ kênh.</p>")
        .with("genre", json!("article"))
}

pub fn a_notice() -> Written {
    Written::of("notice", "thong-bao", "other_information")
        .titled("Thông báo tạm ngừng cấp nước để sửa đường ống")
        .saying("<p>Tạm ngừng cấp nước từ 8 giờ đến 11 giờ thứ Tư.</p>")
}

pub fn a_page() -> Written {
    Written::of("page", "gioi-thieu", "introduction").titled("Giới thiệu phường Thành Đông").saying("<p>Phường ở phía đông.</p>")
}

pub fn a_document() -> Written {
    Written::of("document", "van-ban", "legal_document")
        .titled("Quyết định về việc ban hành Quy chế hoạt động của Cổng")
        .saying("<p>Ban hành kèm theo Quyết định này Quy chế.</p>")
        .with(
            "details",
            json!({"number": "12/QĐ-UBND", "doc_type": "Quyết định", "issuing_body": "UBND phường", "issued_on": "2026-11-20", "issuer_relation": "own"}),
        )
}

/// A small photograph, different for every seed.
pub fn a_picture(seed: u8) -> Vec<u8> {
    // A PNG is easy to write by hand: one stored block of deflate, four pixels by four.
    let mut rows = Vec::new();
    for y in 0..4u8 {
        rows.push(0);
        for x in 0..4u8 {
            rows.extend([seed, x.wrapping_mul(60), y.wrapping_mul(60)]);
        }
    }
    let length = u16::try_from(rows.len()).expect("a small picture");
    let mut deflated = vec![0x78, 0x01, 0x01];
    deflated.extend(length.to_le_bytes());
    deflated.extend((!length).to_le_bytes());
    deflated.extend(&rows);
    deflated.extend(adler32(&rows).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &[0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0]);
    chunk(&mut file, *b"IDAT", &deflated);
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).expect("a small chunk").to_be_bytes());
    let body = [&name[..], data].concat();
    file.extend(&body);
    file.extend(crc32(&body).to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

impl Written {
    /// Something of a kind, without title and text.
    pub fn of(kind: &'static str, section: &str, class: &str) -> Self {
        let content = json!({
            "info_class": class,
            "authors": [{"name": "Cộng tác viên phường Thành Đông"}],
            "source": {"kind": "own"},
            "summary": "Tóm tắt để người đọc biết ngay nội dung.",
        });
        let content = content.as_object().cloned().expect("an object");
        Self { kind, section: Some(section.into()), content, picture: None }
    }

    pub fn titled(self, title: &str) -> Self {
        self.with("title", json!(title))
    }

    pub fn saying(self, body_html: &str) -> Self {
        self.with("body_html", json!(body_html))
    }

    pub fn in_section(mut self, slug: &str) -> Self {
        self.section = Some(slug.into());
        self
    }

    pub fn in_no_section(mut self) -> Self {
        self.section = None;
        self
    }

    pub fn about(self, field: &str) -> Self {
        self.about_all(&[field])
    }

    pub fn about_all(self, fields: &[&str]) -> Self {
        self.with("fields", json!(fields))
    }

    pub fn with(mut self, member: &str, value: Value) -> Self {
        self.content.insert(member.into(), value);
        self
    }

    pub fn without(mut self, member: &str) -> Self {
        self.content.remove(member);
        self
    }

    /// With a lead picture that has its alternative text and its owner.
    pub fn with_picture(mut self) -> Self {
        self.picture = Some(a_picture(u8::try_from(self.content.len()).unwrap_or(7)));
        self
    }

    /// The content as a request says it.
    pub async fn content(&self, portal: &Portal) -> Value {
        let mut content = self.content.clone();
        if let Some(slug) = &self.section {
            content.insert("section_id".into(), json!(portal.section(slug).await));
        }
        Value::Object(content)
    }

    pub async fn request(&self, portal: &Portal) -> Value {
        json!({"kind": self.kind, "content": self.content(portal).await})
    }
}

impl Person {
    // Writing.

    /// Uploads a picture and says what is on it and whose it is.
    pub async fn uploads(&self, picture: Vec<u8>) -> Value {
        let media = self.sends("/api/v1/desk/media?filename=anh.png", "image/png", picture).await.answered(201);
        let words = json!({"alt": "Người dân quét dọn bờ kênh", "caption": "Ra quân sáng thứ Hai", "rights": {"owner": "Đoàn phường"}});
        let path = format!("/api/v1/desk/media/{}", media.json["id"].as_str().expect("an id"));
        self.patch_at(&path, &media.etag(), words).await.ok().json
    }

    pub async fn writes(&self, mut text: Written) -> Item {
        if let Some(picture) = text.picture.take() {
            let media = self.uploads(picture).await;
            text = text.with("lead_image", json!({"media_id": media["id"]}));
        }
        let request = text.request(self.portal()).await;
        let reply = self.post("/api/v1/desk/items", request).await.answered(201);
        Item { json: reply.json }
    }

    /// The item as this person sees it now.
    pub async fn reads(&self, item: &Item) -> Item {
        Item { json: self.get(&item.at()).await.ok().json }
    }

    /// Changes the working copy.
    pub async fn edits(&self, item: &Item, change: impl FnOnce(&mut Map<String, Value>)) -> Item {
        let mut now = self.reads(item).await;
        change(now.json["content"].as_object_mut().expect("a content"));
        let reply = self.put_at(&item.at(), &now.etag(), now.json["content"].clone()).await.ok();
        Item { json: reply.json }
    }

    /// Says a verb to the version this person sees now.
    pub async fn says(&self, item: &Item, verb: &str, words: Value) -> Reply {
        let etag = self.reads(item).await.etag();
        self.post_at(&format!("{}/{verb}", item.at()), &etag, words).await
    }

    async fn does(&self, item: &Item, verb: &str, words: Value) -> Item {
        Item { json: self.says(item, verb, words).await.ok().json }
    }

    pub async fn submits(&self, item: &Item) -> Item {
        self.does(item, "submit", json!({})).await
    }

    pub async fn recalls(&self, item: &Item) -> Item {
        self.does(item, "recall", json!({})).await
    }

    pub async fn sends_up(&self, item: &Item) -> Item {
        self.does(item, "send-up", json!({})).await
    }

    pub async fn publishes(&self, item: &Item) -> Item {
        self.does(item, "publish", json!({})).await
    }

    pub async fn withdraws(&self, item: &Item, reason: &str) -> Item {
        self.does(item, "withdraw", json!({"reason": reason})).await
    }

    pub async fn restores(&self, item: &Item) -> Item {
        self.does(item, "restore", json!({})).await
    }

    pub async fn archives(&self, item: &Item) -> Item {
        self.does(item, "archive", json!({})).await
    }

    pub async fn opens_a_new_edition_of(&self, item: &Item) -> Item {
        self.does(item, "new-edition", json!({})).await
    }

    pub async fn corrects(&self, item: &Item, note: &str) -> Item {
        self.does(item, "correct", json!({"note": note})).await
    }

    pub async fn discards_the_edition_of(&self, item: &Item) -> Item {
        self.does(item, "discard-edition", json!({})).await
    }

    // Reviewing.

    /// The open task on an item in this person's queue.
    pub async fn finds_in_the_queue(&self, item: &Item) -> Task {
        self.looks_in_the_queue_for(item).await.unwrap_or_else(|| panic!("{} has no task on {}", self.username(), item.id()))
    }

    pub async fn looks_in_the_queue_for(&self, item: &Item) -> Option<Task> {
        let list = self.get("/api/v1/moderation/tasks?limit=100").await.ok();
        let found = list.data().iter().find(|task| task["item"]["id"] == item.id()).cloned();
        found.map(|json| Task { json })
    }

    pub async fn opens(&self, task: &Task) -> Task {
        Task { json: self.get(&task.at()).await.ok().json }
    }

    pub async fn tells(&self, task: &Task, verb: &str, words: Value) -> Reply {
        self.post(&format!("{}/{verb}", task.at()), words).await
    }

    pub async fn claims(&self, task: &Task) -> Task {
        Task { json: self.tells(task, "claim", json!({})).await.ok().json }
    }

    pub async fn returns(&self, task: &Task, remark: &str) -> Task {
        Task { json: self.tells(task, "return", json!({"remark": remark})).await.ok().json }
    }

    pub async fn rejects(&self, task: &Task, remark: &str) -> Task {
        Task { json: self.tells(task, "reject", json!({"remark": remark})).await.ok().json }
    }

    pub async fn approves(&self, task: &Task) -> Task {
        Task { json: self.tells(task, "approve", json!({"checklist_confirmed": true})).await.ok().json }
    }

    pub async fn approves_for(&self, task: &Task, at: chrono::DateTime<chrono::Utc>) -> Task {
        let words = json!({"checklist_confirmed": true, "publish": "at", "publish_at": cong::kernel::dates::rfc3339_vn(at)});
        Task { json: self.tells(task, "approve", words).await.ok().json }
    }

    pub async fn approves_and_holds(&self, task: &Task) -> Task {
        let words = json!({"checklist_confirmed": true, "publish": "hold"});
        Task { json: self.tells(task, "approve", words).await.ok().json }
    }
}

impl Portal {
    /// Something that a unit's editor wrote, before the board.
    pub async fn before_the_board(&self, text: Written) -> Item {
        let item = self.in_editing(text).await;
        self.the_secretariat().sends_up(&item).await
    }

    /// Something that a unit's editor wrote, in the hands of the Secretariat.
    pub async fn in_editing(&self, text: Written) -> Item {
        let editor = self.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(text).await;
        let item = editor.submits(&item).await;
        assert_eq!(item.state(), "editing", "a unit's own text without a field goes straight to the Secretariat");
        item
    }

    /// Something the board has let out; seen by the Secretariat.
    pub async fn published(&self, text: Written) -> Item {
        let item = self.before_the_board(text).await;
        let deputy = self.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        deputy.approves(&task).await;
        self.the_secretariat().reads(&item).await
    }
}
