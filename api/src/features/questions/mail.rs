//! What a sender reads by e-mail, made when it is sent: that something happened and where to look, with the code and never the
//! secret, never a word of the letter. The address is opened for the moment of sending and written down nowhere.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{private, queries};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ClockSubject, Lang};
use crate::store::entities::{change_log, letter};
use crate::store::{Site, SiteProfile};

/// To be sent.
pub struct SenderMail {
    /// The same event always bears the same name.
    pub event: String,
    pub name: String,
    pub address: String,
    pub lang: Lang,
    pub subject: String,
    pub body: String,
}

/// What to write about change number `seq`; `None` where nothing is to be written any more.
pub async fn about(site: &Site, id: Uuid, seq: i64) -> Result<Option<SenderMail>, Problem> {
    let db = site.read();
    let Some(row) = letter::Entity::find_by_id(id).one(db).await?.filter(|row| row.by_mail && row.erased_at.is_none()) else {
        return Ok(None);
    };
    let Some(change) = change_log::Entity::find_by_id(seq).one(db).await? else { return Ok(None) };
    let Some(opened) = private::open(db, site, id).await? else { return Ok(None) };
    let sender = opened.sender()?;
    let Some(address) = sender.email else { return Ok(None) };
    let profile = SiteProfile::today(site).await?;
    let due = queries::dues(db, ClockSubject::Letter, id, site.clock.now()).await?.into_iter().next();
    let when = due.and_then(|d| chrono::DateTime::parse_from_rfc3339(&d.due_at).ok()).map(|at| at.to_utc());
    let said = words(&change.verb, row.lang, when.map(|at| to_vn(at).format("%H:%M %d/%m/%Y").to_string()));
    let Some((subject, body)) = said else { return Ok(None) };
    let url = format!("{}/theo-doi-thu", site.settings.public_url);
    let (name, body) = match row.lang {
        Lang::Vi => (
            profile.name.clone(),
            format!(
                "{body}\n\nMã thư: {}\nTheo dõi tại: {url} (cần mã thư và khóa tra cứu đã được cấp khi gửi; chúng tôi không lưu khóa và không gửi khóa qua thư điện tử)\n\n{}\n",
                row.code, profile.name
            ),
        ),
        Lang::En => (
            profile.name_en.clone().unwrap_or_else(|| profile.name.clone()),
            format!(
                "{body}\n\nCode: {}\nFollow it at: {url} (with the code and the secret you were given; we keep no copy of the secret and never send it by e-mail)\n\n{}\n",
                row.code,
                profile.name_en.clone().unwrap_or_else(|| profile.name.clone())
            ),
        ),
    };
    Ok(Some(SenderMail {
        event: format!("letter-{seq}"),
        name: sender.name.unwrap_or_default(),
        address,
        lang: row.lang,
        subject: format!("[{}] {subject} ({name})", row.code),
        body,
    }))
}

fn words(verb: &str, lang: Lang, due: Option<String>) -> Option<(String, String)> {
    let vi = lang == Lang::Vi;
    let by = |vi_text: &str, en_text: &str| match &due {
        Some(due) if vi => format!("{vi_text} Hạn trả lời: {due}."),
        Some(due) => format!("{en_text} The answer is due at {due}."),
        None => (if vi { vi_text } else { en_text }).to_owned(),
    };
    let said = |vi_subject: &str, en_subject: &str, body: String| Some(((if vi { vi_subject } else { en_subject }).to_owned(), body));
    let plain = |vi_text: &str, en_text: &str| (if vi { vi_text } else { en_text }).to_owned();
    match verb {
        "letter_received" => {
            said("Đã nhận thư của bạn", "We have your letter", by("Chúng tôi đã nhận thư của bạn.", "We have received your letter."))
        }
        "letter_progress" => said(
            "Thông báo quá trình xử lý",
            "How your letter is going",
            by(
                "Thư của bạn cần thêm thời gian; lý do và ngày hẹn có trên trang theo dõi.",
                "Your letter takes longer; why and until when stands on its page.",
            ),
        ),
        "letter_answered" => said(
            "Đã có trả lời",
            "Your letter is answered",
            plain(
                "Thư của bạn đã được trả lời. Nội dung có trên trang theo dõi.",
                "Your letter is answered. The answer stands on its page.",
            ),
        ),
        "letter_out_of_scope" | "letter_referred" => said(
            "Hướng dẫn nơi giải quyết",
            "Where to turn",
            plain(
                "Thư của bạn không thuộc thẩm quyền giải quyết của phường. Lý do và nơi giải quyết có trên trang theo dõi.",
                "Your letter is not the ward's to settle. Why, and where to turn, stands on its page.",
            ),
        ),
        "letter_rejected" => said(
            "Thư không được tiếp nhận",
            "Your letter was not accepted",
            plain("Lý do có trên trang theo dõi.", "The reason stands on its page."),
        ),
        "letter_merged" => said(
            "Thư được trả lời chung",
            "Answered together with another letter",
            plain(
                "Thư của bạn cùng nội dung với một thư đã nhận và được trả lời chung.",
                "Another letter says the same; both get one answer.",
            ),
        ),
        _ => None,
    }
}
