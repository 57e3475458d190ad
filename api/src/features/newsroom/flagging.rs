//! Automatic flags on an item's text: the lists in force and the pure rules of `kernel/flags.rs` brought together.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::content::Frozen;
use super::passages;
use crate::http::{FieldError, Problem};
use crate::kernel::attachment;
use crate::kernel::flags::{self, Flag, Part};
use crate::kernel::words::{FlagCode, Severity};
use crate::store::{Fault, flag_lists, media_texts};

/// What the program notices in this text on `day`.
pub async fn flags_of(db: &impl ConnectionTrait, frozen: &Frozen, day: NaiveDate) -> Result<Vec<Flag>, Fault> {
    let (entries, published) = flag_lists::read(db, day).await?;
    let attached = media_texts::of_attachments(db, &titles(frozen)).await?;
    let (content, pictures, words) = (frozen.content.clone(), passages::pictures(frozen), passages::words_of_media(frozen));
    // Work for the processor when a text is long: off the event loop.
    let scanned = tokio::task::spawn_blocking(move || {
        let mut found = flags::scan(&passages::parts(&content), &entries, &pictures, &published);
        found.extend(attachment::scan(&attached, &entries, &published));
        for passages::MediaWords { media, part, place, text } in words {
            let part = Part { name: part, text };
            let told = flags::scan(&[part], &entries, &[], &published).into_iter();
            found.extend(told.map(|flag| Flag { picture: Some(media), place: Some(place.into()), ..flag }));
        }
        // What blocks is never pushed out by what is only to be looked at.
        found.sort_by_key(|flag| flag.severity);
        found.truncate(flags::MOST);
        found
    })
    .await;
    scanned.map_err(|_| Fault::Defect("the look at a text was cut short".into()))
}

/// The attachments with what readers call them; those without a title are called by their file's name.
fn titles(frozen: &Frozen) -> Vec<(Uuid, String)> {
    frozen.content.attachments.iter().map(|a| (a.media_id, a.title.clone())).collect()
}

/// The flags that refuse handing in, sending up and approval, as reasons.
pub fn blocking(flags: &[Flag]) -> Vec<FieldError> {
    let blocks = flags.iter().filter(|f| f.severity == Severity::Block);
    let told = blocks.map(|flag| {
        let why: Vec<&str> = [&flag.reason, &flag.citation].into_iter().flatten().map(String::as_str).collect();
        let (vi, en) = names(flag.code);
        FieldError::new(
            passages::pointer(&flag.part),
            flag.code.word(),
            format!("{vi} “{}”{}: {}.", flag.quote, at(flag, "tệp đính kèm"), why.join("; ").trim_end_matches('.')),
            format!("{en}: “{}”{}.", flag.quote, at(flag, "attachment")),
        )
    });
    told.collect()
}

fn at(flag: &Flag, attachment: &str) -> String {
    flag.place.as_ref().map(|place| format!(" ({attachment}, {place})")).unwrap_or_default()
}

/// Refuses what is blocked, and what the reviewer has not said to have looked at. Returns the codes that were confirmed.
pub fn confirmed(flags: &[Flag], said: &[FlagCode]) -> Result<Vec<FlagCode>, Problem> {
    let mut refused = blocking(flags);
    let needed = flags::to_confirm(flags);
    for code in needed.iter().filter(|code| !said.contains(code)) {
        let places = flags.iter().filter(|f| f.code == *code).count();
        let (vi, en) = names(*code);
        refused.push(FieldError::new(
            "/confirmed_flags",
            code.word(),
            format!("Hãy xem và xác nhận cảnh báo: {} ({places} chỗ).", lower_first(vi)),
            format!("Look at this and confirm it: {en} ({places} places)."),
        ));
    }
    if refused.is_empty() { Ok(needed) } else { Err(Problem::invalid(refused)) }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

fn names(code: FlagCode) -> (&'static str, &'static str) {
    match code {
        FlagCode::SecrecyMark => ("Dấu chỉ độ mật", "Secrecy mark"),
        FlagCode::BannedPhrase => ("Cụm từ không được dùng", "Banned phrase"),
        FlagCode::IdNumber => ("Số căn cước, CMND, hộ chiếu", "Identity number"),
        FlagCode::PhoneNumber => ("Số điện thoại", "Telephone number"),
        FlagCode::BankAccount => ("Số tài khoản ngân hàng", "Bank account"),
        FlagCode::BirthDate => ("Ngày, năm sinh của cá nhân", "Date of birth"),
        FlagCode::HomeAddress => ("Nơi ở của cá nhân", "Home address"),
        FlagCode::EmailAddress => ("Thư điện tử cá nhân", "Personal e-mail"),
        FlagCode::ChildConsent => ("Ảnh trẻ em chưa rõ sự đồng ý", "Children's pictures without consent"),
        FlagCode::HiddenData => ("Phần ẩn trong tệp đính kèm", "Something hidden in an attachment"),
        FlagCode::Unscanned => ("Tệp đính kèm máy chưa đọc hết", "An attachment the program could not read"),
        FlagCode::LegacyFont => ("Chữ còn sót của phông cũ", "Left over from an old font"),
    }
}
