//! Cleaning what an arrangement is to hold, and holding it against what there is.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::Value;
use uuid::Uuid;
use validator::ValidateUrl;

use crate::http::form::Form;
use crate::http::{FieldError, Problem};
use crate::kernel::layout::{CollectionContent, HomeContent, Link, MenuContent, PinsContent, Target};
use crate::kernel::words::ArrangementKind;
use crate::store::entities::{publication, section};

/// Reads and cleans what an arrangement of `kind` at `slug` is to hold: all reasons at once. Returns its JSON.
pub async fn clean(db: &impl ConnectionTrait, kind: ArrangementKind, slug: &str, said: &Value) -> Result<Value, Problem> {
    let mut form = Form::default();
    let known = match kind {
        ArrangementKind::Menu => ["header", "footer"].contains(&slug),
        ArrangementKind::Home => slug == "home",
        ArrangementKind::Pins => match Uuid::try_parse(slug) {
            Ok(id) => section::Entity::find_by_id(id).count(db).await? > 0,
            Err(_) => slug == "home",
        },
        ArrangementKind::Topic | ArrangementKind::LifeEvent => crate::kernel::text::slug(slug) == slug && !slug.is_empty(),
    };
    if !known {
        let (vi, en) = ("Vị trí hoặc đường dẫn không hợp lệ.", "No such place, or no slug.");
        form.say("/slug", "bad_slug", vi, en);
    }
    let cleaned = match kind {
        ArrangementKind::Menu => {
            let mut menu: MenuContent = read(said)?;
            at_most(&mut form, "/content/links", menu.links.len(), 12);
            links(db, &mut form, "/content/links", &mut menu.links).await?;
            serde_json::to_value(menu)?
        }
        ArrangementKind::Home => {
            let mut home: HomeContent = read(said)?;
            at_most(&mut form, "/content/blocks", home.blocks.len(), 8);
            for (n, block) in home.blocks.iter_mut().take(8).enumerate() {
                let at = format!("/content/blocks/{n}");
                block.label = form.line(&format!("{at}/label"), &block.label, 1, 100);
                block.label_en = form.optional_line(&format!("{at}/label_en"), block.label_en.as_deref(), 100);
                if !(1..=8).contains(&block.count) {
                    form.say(format!("{at}/count"), "out_of_range", "Từ 1 đến 8 bài.", "1 to 8 texts.");
                }
                if matches!(block.of, Target::Section(_) | Target::Kind(_)) {
                    target(db, &mut form, &format!("{at}/of"), &mut block.of).await?;
                } else {
                    let (vi, en) = ("Chọn một chuyên mục hoặc một loại nội dung.", "Choose a section or a kind.");
                    form.say(format!("{at}/of"), "section_or_kind", vi, en);
                }
            }
            serde_json::to_value(home)?
        }
        ArrangementKind::Pins => {
            let pins: PinsContent = read(said)?;
            at_most(&mut form, "/content/pins", pins.pins.len(), 12);
            for (n, pin) in pins.pins.iter().take(12).enumerate() {
                form.optional_day(&format!("/content/pins/{n}/until"), pin.until);
            }
            items(db, &mut form, "/content/pins", pins.pins.iter().map(|p| p.item).collect()).await?;
            serde_json::to_value(pins)?
        }
        ArrangementKind::Topic | ArrangementKind::LifeEvent => {
            let mut it: CollectionContent = read(said)?;
            it.title = form.line("/content/title", &it.title, 1, 200);
            it.title_en = form.optional_line("/content/title_en", it.title_en.as_deref(), 200);
            it.lead = form.optional_block("/content/lead", it.lead.as_deref(), 2000);
            it.lead_en = form.optional_block("/content/lead_en", it.lead_en.as_deref(), 2000);
            at_most(&mut form, "/content/items", it.items.len(), 60);
            for (n, one) in it.items.iter_mut().take(60).enumerate() {
                one.note = form.optional_line(&format!("/content/items/{n}/note"), one.note.as_deref(), 300);
            }
            items(db, &mut form, "/content/items", it.items.iter().map(|i| i.item).collect()).await?;
            at_most(&mut form, "/content/links", it.links.len(), 20);
            links(db, &mut form, "/content/links", &mut it.links).await?;
            serde_json::to_value(it)?
        }
    };
    form.done()?;
    Ok(cleaned)
}

fn read<T: serde::de::DeserializeOwned>(said: &Value) -> Result<T, Problem> {
    serde_json::from_value(said.clone()).map_err(|error| {
        let (vi, en) = (format!("Nội dung không đúng dạng: {error}"), format!("The content has not the shape of this kind: {error}"));
        Problem::invalid(vec![FieldError::new("/content", "malformed_field", vi, en)])
    })
}

fn at_most(form: &mut Form, pointer: &str, n: usize, max: usize) {
    if n > max {
        form.say(pointer, "too_many", format!("Tối đa {max} mục."), format!("{max} at most."));
    }
}

async fn items(db: &impl ConnectionTrait, form: &mut Form, pointer: &str, ids: Vec<Uuid>) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    for (n, id) in ids.into_iter().take(60).enumerate() {
        let at = format!("{pointer}/{n}/item");
        if !seen.insert(id) {
            form.say(at, "twice", "Nội dung này đã có trong danh sách.", "It stands in the list already.");
        } else if publication::Entity::find_by_id(id).count(db).await? == 0 {
            form.say(at, "not_public", "Chỉ chọn nội dung đã đăng.", "Only what was published.");
        }
    }
    Ok(())
}

async fn links(db: &impl ConnectionTrait, form: &mut Form, pointer: &str, links: &mut [Link]) -> Result<(), Problem> {
    for (n, link) in links.iter_mut().take(60).enumerate() {
        let at = format!("{pointer}/{n}");
        link.label = form.line(&format!("{at}/label"), &link.label, 1, 100);
        link.label_en = form.optional_line(&format!("{at}/label_en"), link.label_en.as_deref(), 100);
        target(db, form, &format!("{at}/to"), &mut link.to).await?;
    }
    Ok(())
}

async fn target(db: &impl ConnectionTrait, form: &mut Form, at: &str, to: &mut Target) -> Result<(), Problem> {
    match to {
        Target::Section(id) if section::Entity::find_by_id(*id).count(db).await? == 0 => form.unknown(at),
        Target::Item(id) if publication::Entity::find_by_id(*id).count(db).await? == 0 => {
            form.say(at, "not_public", "Chỉ chọn nội dung đã đăng.", "Only what was published.");
        }
        Target::Page(path) => {
            *path = form.line(at, path, 1, 300);
            if !path.starts_with('/') || path.starts_with("//") || path.contains(['\\', '"', '<', '>']) {
                form.say(at, "bad_path", "Đường dẫn trong Cổng bắt đầu bằng /.", "A path of this portal begins with /.");
            }
        }
        Target::Web(url) => {
            *url = form.line(at, url, 1, 500);
            if !(url.starts_with("https://") || url.starts_with("http://")) || !url.validate_url() {
                form.say(at, "bad_url", "Địa chỉ web không hợp lệ.", "Not a web address.");
            }
        }
        Target::Section(_) | Target::Item(_) | Target::Kind(_) => {}
    }
    Ok(())
}
