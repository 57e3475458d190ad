//! Automatic flags on an item's text: the lists in force and the pure rules of `kernel/flags.rs` brought together.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::content::Frozen;
use super::passages;
use crate::http::{FieldError, Problem};
use crate::kernel::flags::{self, Entry, Flag};
use crate::kernel::words::{FlagCode, Severity};
use crate::store::Fault;
use crate::store::entities::word_entry;
use crate::store::profile::SiteProfile;

/// The entries of all lists in force on `day`.
pub async fn entries(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Entry>, Fault> {
    let rows = word_entry::Entity::find()
        .filter(word_entry::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(word_entry::Column::ValidTo.is_null()).add(word_entry::Column::ValidTo.gte(day)))
        .all(db)
        .await?;
    let entry = |row: word_entry::Model| Entry {
        list: row.list,
        phrase: row.phrase,
        severity: row.severity,
        reason: row.reason,
        citation: row.citation,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// What the program notices in this text on `day`.
pub async fn flags_of(db: &impl ConnectionTrait, frozen: &Frozen, day: NaiveDate) -> Result<Vec<Flag>, Fault> {
    let entries = entries(db, day).await?;
    let contact = SiteProfile::read(db, day).await?.contact;
    let published: Vec<String> = [contact.phone, contact.email].into_iter().flatten().collect();
    let (content, pictures) = (frozen.content.clone(), passages::pictures(frozen));
    // Work for the processor when a text is long: off the event loop.
    let scanned = tokio::task::spawn_blocking(move || flags::scan(&passages::parts(&content), &entries, &pictures, &published)).await;
    scanned.map_err(|_| Fault::Defect("the look at a text was cut short".into()))
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
            format!("{vi} “{}”: {}.", flag.quote, why.join("; ").trim_end_matches('.')),
            format!("{en}: “{}”.", flag.quote),
        )
    });
    told.collect()
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
        FlagCode::LegacyFont => ("Chữ còn sót của phông cũ", "Left over from an old font"),
    }
}
