//! A letter comes in. All that is slow (the proof, files, sealing, counting working days) happens before the work begins;
//! the work itself is a handful of inserts.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::mail;
use super::private::{self, Content, Place, SenderData};
use super::settings::{self, ConsentText, KindRules, Need};
use super::uploads::LetterAttachment;
use super::uploads::{self, Whole};
use super::views::{DueView, due_view};
use crate::access::{Actor, Door};
use crate::http::form::Form;
use crate::http::form_limits::{self, Asker};
use crate::http::proof_of_work::{self, Proof};
use crate::http::receipts::{self, Receipt};
use crate::http::{FieldError, Problem, Reply};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::geo::Outline;
use crate::kernel::letters::{LetterKind, LetterState};
use crate::kernel::messages::MessageName;
use crate::kernel::words::{ClockSubject, Field, Lang, UnitKind};
use crate::kernel::{canonical, ids};
use crate::store::clocks::{self, Ready, Start};
use crate::store::entities::{idempotency_key, letter, letter_file, letter_private, org_unit};
use crate::store::work::IdempotencyKey;
use crate::store::{Answer, Call, Change, Fault, LetterFacts, Site, Work, boundaries};

pub const TEXT_MAX: usize = 20_000;
pub const FILES_MAX: usize = 5;
/// What a kept answer is sealed for.
const RECEIPT: &str = "letter-receipt";

/// A letter as its sender fills it in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterRequest {
    pub kind: LetterKind,
    #[serde(default)]
    pub field: Option<Field>,
    #[schema(min_length = 1, max_length = 200, example = "Đèn đường hỏng hai tuần")]
    pub subject: String,
    #[schema(min_length = 1, max_length = 20000, example = "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần nay, buổi tối rất tối.")]
    pub text: String,
    #[serde(default)]
    pub place: Option<Place>,
    /// What each kind needs is told by `GET /letter-form`.
    #[serde(default)]
    pub sender: SenderData,
    /// Sent without a name, where the kind allows it; then `sender` may hold an e-mail address only.
    #[serde(default)]
    pub anonymous: bool,
    #[serde(default)]
    #[schema(max_items = 5)]
    pub attachments: Vec<LetterAttachment>,
    pub consent: ConsentGiven,
    /// Be told by e-mail of the receipt and of what follows; needs `sender.email`.
    #[serde(default)]
    pub by_mail: bool,
    #[serde(default = "vietnamese")]
    pub lang: Lang,
    /// The work of `GET /form-challenge`, done; not needed where it asks for none.
    #[serde(default)]
    pub proof: Option<Proof>,
}

/// Which text of consent was agreed to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterConsentGiven)]
pub struct ConsentGiven {
    #[schema(minimum = 1, example = 1)]
    pub version: i64,
    /// Must be `true`, by the sender's own act.
    pub agreed: bool,
}

fn vietnamese() -> Lang {
    Lang::Vi
}

/// What the sender gets: the one answer that holds the secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterReceipt {
    /// To quote.
    #[schema(example = "26-7K3M-9QPX")]
    pub code: String,
    /// To keep: with the code it opens the letter. Shown once.
    #[schema(example = "8F3KZ-00QRT-M1V2W-XYZ45")]
    pub secret: String,
    /// The page that follows the letter; code and secret stand behind `#` and reach no server's log.
    #[schema(example = "https://thanhdong.haiphong.gov.vn/theo-doi-thu#26-7K3M-9QPX.8F3KZ-00QRT-M1V2W-XYZ45")]
    pub url: String,
    pub kind: LetterKind,
    pub state: LetterState,
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub received_at: String,
    /// When the answer is due, and why then.
    #[schema(required)]
    pub due: Option<DueView>,
    /// The unit that takes letters in.
    #[schema(required, example = "Tổ Thư ký Ban Biên tập")]
    pub unit: Option<String>,
    pub by_mail: bool,
}

/// How a letter reaches us.
pub struct Arrival<'a> {
    pub request_id: String,
    pub key: Option<String>,
    pub fingerprint: &'a str,
    /// The moment it counts from; now, but for the demo.
    pub at: DateTime<Utc>,
    /// From whom: a letter counts once its proof holds.
    pub asker: Asker,
}

/// Takes a letter in, or answers again what was answered under the same key.
pub async fn accept(site: &Site, arrival: Arrival<'_>, asked: LetterRequest) -> Result<HttpResponse, Problem> {
    let key = arrival.key.as_deref().map(|key| private_key(site, key, arrival.fingerprint));
    if let Some(key) = &key
        && let Some(answer) = kept_answer(site, key).await?
    {
        return again(site, &answer);
    }
    match keep(site, arrival, key.clone(), asked).await {
        Ok(reply) => Ok(reply.send()),
        Err(Problem { replay: Some(answer), .. }) => again(site, &answer),
        Err(problem) => {
            // A twin that ran beside this one may have used proof and files up: then its answer is this one's too.
            if let Some(key) = &key
                && let Some(answer) = kept_answer(site, key).await?
            {
                return again(site, &answer);
            }
            Err(problem)
        }
    }
}

/// Takes a letter in. Returns its id and receipt: for the demo and tests.
pub async fn keep_for(site: &Site, at: DateTime<Utc>, asked: LetterRequest) -> Result<(Uuid, LetterReceipt), Problem> {
    let done = Prepared::of(site, at, &asked).await?;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Citizen), "demo")).await?;
    let receipt = done.write(&mut work, site).await?;
    work.commit().await?;
    Ok((done.row.id, receipt))
}

async fn keep(site: &Site, arrival: Arrival<'_>, key: Option<IdempotencyKey>, asked: LetterRequest) -> Result<Reply, Problem> {
    let proof = proof_of_work::check_if_asked(site, asked.proof.as_ref())?;
    form_limits::take(site, "letter", arrival.asker)?;
    let done = match Prepared::of(site, arrival.at, &asked).await {
        Ok(done) => done,
        Err(problem) => {
            form_limits::give_back(site, "letter", arrival.asker);
            return Err(problem);
        }
    };
    let kept = async {
        let call = Call { key, ..Call::new(Actor::system(Door::Citizen), arrival.request_id) };
        let mut work = Work::begin(site, call).await?;
        proof.spend(&work).await?;
        let receipt = done.write(&mut work, site).await?;
        let reply = Reply::created(&receipt, format!("/api/v1/questions/{}", receipt.code))?;
        work.commit_answering(&sealed(site, reply.answer())?).await?;
        Ok::<_, Problem>(reply)
    };
    let kept = kept.await;
    match &kept {
        Ok(_) => uploads::forget_used(site, &asked.attachments).await,
        Err(_) => done.forget_files(site).await,
    }
    kept
}

/// The client's key and the request's fingerprint are tagged: neither a word of the letter nor what a client chose to call
/// it stands in the table.
fn private_key(site: &Site, key: &str, fingerprint: &str) -> IdempotencyKey {
    let tag = |what: &str, text: &str| hex::encode(site.secrets.tag(what, &[text.as_bytes()]));
    IdempotencyKey { key: format!("letter:{}", tag("letter-key", key)), fingerprint: tag("letter-fingerprint", fingerprint) }
}

/// The answer to be kept: sealed, because it holds the secret.
fn sealed(site: &Site, answer: &Answer) -> Result<Answer, Fault> {
    let body = STANDARD.encode(site.secrets.seal(RECEIPT, answer.body.as_bytes())?);
    Ok(Answer { body, headers: answer.headers.clone(), status: answer.status })
}

async fn kept_answer(site: &Site, key: &IdempotencyKey) -> Result<Option<Answer>, Problem> {
    let row = idempotency_key::Entity::find_by_id(("system".to_owned(), key.key.clone())).one(site.read()).await?;
    let Some(row) = row.filter(|row| row.status > 0) else { return Ok(None) };
    if row.fingerprint != key.fingerprint {
        return Err(Fault::KeyReused.into());
    }
    let headers = serde_json::from_str(&row.headers)?;
    Ok(Some(Answer { status: u16::try_from(row.status).unwrap_or(200), headers, body: row.body }))
}

fn again(site: &Site, answer: &Answer) -> Result<HttpResponse, Problem> {
    let body = STANDARD.decode(&answer.body).ok().and_then(|sealed| site.secrets.unseal(RECEIPT, &sealed));
    let body = body.ok_or_else(|| Fault::Defect("a kept receipt cannot be opened".into()))?;
    let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::CREATED));
    for (name, value) in &answer.headers {
        response.insert_header((name.as_str(), value.as_str()));
    }
    Ok(response.insert_header(("Idempotent-Replayed", "true")).body(body))
}

/// Everything that is written, ready.
struct Prepared {
    row: letter::Model,
    private: letter_private::Model,
    files: Vec<letter_file::Model>,
    clocks: Vec<Ready>,
    unit: Option<org_unit::Model>,
    secret: String,
}

impl Prepared {
    async fn of(site: &Site, at: DateTime<Utc>, asked: &LetterRequest) -> Result<Self, Problem> {
        let db = site.read();
        let day = to_vn(at).date_naive();
        let rules = settings::kinds(db, day).await?;
        let rules =
            rules.into_iter().find(|r| r.kind == asked.kind).ok_or_else(|| Fault::Defect("a kind of letter has no rules".into()))?;
        let consent = settings::consent(db, day).await?;
        let pointed = asked.place.as_ref().is_some_and(|place| place.point.is_some());
        let boundary = if pointed { boundaries::newest(db).await?.map(|(_, outline)| outline) } else { None };
        let (content, sender) = checked(asked, &rules, &consent, boundary.as_ref())?;
        let whole = uploads::whole(site, &asked.attachments).await?;
        let mut clocks = vec![];
        for rule in &rules.rules {
            clocks.extend(clocks::ready(db, rule, at).await?);
        }
        let unit = intake_unit(db, day).await?;
        let id = ids::new_id(at);
        let key = site.letter_keys.new_letter(id)?;
        // The year, and what nobody can guess.
        let Receipt { code, secret } = Receipt::random(&to_vn(at).format("%y").to_string())?;
        let row = letter::Model {
            id,
            secret_hash: receipts::secret_tag(site, &code, &secret),
            code,
            kind: asked.kind,
            field: asked.field,
            state: LetterState::Received,
            unit_id: None,
            handler_id: None,
            lang: asked.lang,
            anonymous: asked.anonymous,
            by_mail: asked.by_mail,
            consent_version: consent.version,
            consent_hash: canonical::sha256_hex(consent.text.as_bytes()),
            files: i64::try_from(whole.len()).unwrap_or(0),
            received_at: at,
            state_at: at,
            answered_at: None,
            promised_at: None,
            extensions: 0,
            reopened: 0,
            rating: None,
            merged_into: None,
            item_id: None,
            sealed: false,
            next_at: None,
            erased_at: None,
            version: 1,
        };
        let private = letter_private::Model {
            letter_id: id,
            key_id: key.key_id.clone(),
            wrapped_key: key.wrapped.clone(),
            content: private::seal(&key, private::CONTENT, &content)?,
            sender: if sender.is_empty() { None } else { Some(private::seal(&key, private::SENDER, &sender)?) },
            draft: None,
        };
        let files = seal_files(site, key, whole).await?;
        Ok(Self { row, private, files, clocks, unit, secret })
    }

    async fn write(&self, work: &mut Work<'_>, site: &Site) -> Result<LetterReceipt, Problem> {
        let db = work.db();
        letter::Entity::insert(self.row.clone().into_active_model()).exec_without_returning(db).await?;
        letter_private::Entity::insert(self.private.clone().into_active_model()).exec_without_returning(db).await?;
        for file in &self.files {
            letter_file::Entity::insert(file.clone().into_active_model()).exec_without_returning(db).await?;
        }
        work.record(Change::LetterReceived {
            letter: facts(&self.row),
            anonymous: self.row.anonymous,
            by_mail: self.row.by_mail,
            files: self.row.files,
            consent_version: self.row.consent_version,
        });
        let mut due = None;
        if let Some(unit) = &self.unit {
            for ready in &self.clocks {
                let start = Start {
                    subject: ClockSubject::Letter,
                    subject_id: self.row.id,
                    rule: &ready.rule().code,
                    unit: unit.id,
                    responsible: None,
                    item: None,
                    trigger: self.row.received_at,
                };
                let clock = clocks::start_fresh(work, start, ready).await?;
                if super::views::answers(ready.rule()) {
                    due = Some(due_view(&clock, ready.rule(), Some(&ready.due)));
                }
            }
        }
        mail::tell(work, &self.row, MessageName::LetterReceived).await?;
        let base = &site.settings.public_url;
        Ok(LetterReceipt {
            url: format!("{base}/theo-doi-thu#{}.{}", self.row.code, self.secret),
            code: self.row.code.clone(),
            secret: self.secret.clone(),
            kind: self.row.kind,
            state: self.row.state,
            received_at: rfc3339_vn(self.row.received_at),
            due,
            unit: self.unit.as_ref().map(|u| u.name.clone()),
            by_mail: self.row.by_mail,
        })
    }

    async fn forget_files(&self, site: &Site) {
        let (blobs, hashes) = (site.blobs.clone(), self.files.iter().map(|f| f.blob_hash.clone()).collect::<Vec<_>>());
        let _ = tokio::task::spawn_blocking(move || hashes.iter().for_each(|hash| drop(blobs.remove(hash)))).await;
    }
}

/// What the log says of a letter. Once it is sealed, no unit.
pub fn facts(row: &letter::Model) -> LetterFacts {
    LetterFacts { letter: row.id, kind: row.kind, field: row.field, unit: row.unit_id.filter(|_| !row.sealed) }
}

/// Who takes letters in: the Secretariat, else the board.
pub async fn intake_unit(db: &impl ConnectionTrait, day: chrono::NaiveDate) -> Result<Option<org_unit::Model>, Fault> {
    use org_unit::Column::{Kind, ValidFrom, ValidTo};
    let open = Condition::any().add(ValidTo.is_null()).add(ValidTo.gte(day));
    let kinds = [UnitKind::EditorialSecretariat, UnitKind::EditorialBoard, UnitKind::WardPeopleCommittee];
    let found = org_unit::Entity::find().filter(Kind.is_in(kinds)).filter(ValidFrom.lte(day)).filter(open).all(db).await?;
    Ok(kinds.iter().find_map(|kind| found.iter().find(|unit| unit.kind == *kind)).cloned())
}

async fn seal_files(site: &Site, key: crate::store::letter_keys::LetterKey, whole: Vec<Whole>) -> Result<Vec<letter_file::Model>, Problem> {
    if whole.is_empty() {
        return Ok(vec![]);
    }
    let (blobs, now) = (site.blobs.clone(), site.clock.now());
    let sealed = tokio::task::spawn_blocking(move || {
        let mut files = vec![];
        for (position, file) in whole.into_iter().enumerate() {
            let id = ids::new_id(now);
            files.push(letter_file::Model {
                id,
                letter_id: key.letter,
                position: i64::try_from(position).unwrap_or(0),
                name: key.seal(&private::file_name_column(id), file.name.as_bytes())?,
                media_type: file.media_type,
                bytes: i64::try_from(file.bytes.len()).unwrap_or(0),
                blob_hash: blobs.put(&key.seal(&private::file_column(id), &file.bytes)?)?,
            });
        }
        Ok::<_, Fault>(files)
    });
    Ok(sealed.await.map_err(|e| Fault::Defect(e.to_string()))??)
}

/// The letter in its normal form; all that is wrong with it at once.
fn checked(
    asked: &LetterRequest,
    rules: &KindRules,
    consent: &ConsentText,
    boundary: Option<&Outline>,
) -> Result<(Content, SenderData), Problem> {
    let mut form = Form::default();
    let subject = form.line("/subject", &asked.subject, 1, 200);
    let text = form.block("/text", &asked.text, 1, TEXT_MAX);
    let place = asked.place.as_ref().map(|place| checked_place(&mut form, place, boundary));
    let sender = SenderData {
        name: form.optional_line("/sender/name", asked.sender.name.as_deref(), 200),
        phone: form.optional_line("/sender/phone", asked.sender.phone.as_deref(), 20),
        email: form.email("/sender/email", asked.sender.email.as_deref()),
        address: form.optional_line("/sender/address", asked.sender.address.as_deref(), 300),
    };
    if let Some(phone) = &sender.phone {
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        if !(8..=15).contains(&digits) || phone.chars().any(|c| !(c.is_ascii_digit() || "+-. ()".contains(c))) {
            form.say("/sender/phone", "bad_phone", "Số điện thoại không hợp lệ.", "Not a telephone number.");
        }
    }
    if asked.anonymous {
        if !rules.anonymous {
            let (vi, en) =
                ("Loại thư này phải ghi tên, địa chỉ theo quy định của pháp luật.", "The law wants a name on this kind of letter.");
            form.say("/anonymous", "not_allowed", vi, en);
        }
        if sender.name.is_some() || sender.phone.is_some() || sender.address.is_some() {
            let (vi, en) = ("Thư ẩn danh chỉ kèm thư điện tử (nếu muốn).", "An anonymous letter may carry an e-mail address only.");
            form.say("/sender", "not_anonymous", vi, en);
        }
    } else {
        needed(&mut form, "/sender/name", rules.name, sender.name.is_some());
        needed(&mut form, "/sender/phone", rules.contact, sender.phone.is_some() || sender.email.is_some());
        needed(&mut form, "/sender/address", rules.address, sender.address.is_some());
    }
    if asked.by_mail && sender.email.is_none() {
        form.say("/sender/email", "required", "Cần địa chỉ thư điện tử để gửi giấy biên nhận.", "An e-mail address is needed for that.");
    }
    if !asked.consent.agreed {
        let (vi, en) = ("Cần bạn đồng ý về việc dùng thông tin.", "Your consent is needed.");
        form.say("/consent/agreed", "required", vi, en);
    }
    if asked.consent.version != consent.version {
        let (vi, en) = ("Nội dung đồng ý vừa thay đổi: hãy đọc lại.", "The text of consent has changed: read it again.");
        form.say("/consent/version", "outdated", vi, en);
    }
    if asked.attachments.len() > FILES_MAX {
        form.say("/attachments", "too_many", format!("Tối đa {FILES_MAX} tệp."), format!("At most {FILES_MAX} files."));
    }
    form.done()?;
    Ok((Content { subject, text, place: place.filter(|p| *p != Place::default()) }, sender))
}

fn needed(form: &mut Form, pointer: &str, need: Need, there: bool) {
    if need == Need::Required && !there {
        form.say(pointer, "required", "Loại thư này cần thông tin này.", "This kind of letter needs it.");
    }
}

fn checked_place(form: &mut Form, place: &Place, boundary: Option<&Outline>) -> Place {
    let address = form.optional_line("/place/address", place.address.as_deref(), 300);
    if let Some(point) = place.point {
        if !point.sane() {
            form.say("/place/point", "out_of_range", "Vị trí không hợp lệ.", "Not a place on earth.");
        } else if boundary.is_some_and(|b| !b.holds(point)) {
            form.say("/place/point", "outside", "Vị trí nằm ngoài địa bàn phường.", "The place is outside the ward.");
        }
    }
    Place { point: place.point, address }
}

/// A file that cannot be taken with the letter.
pub fn bad_file(n: usize, code: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(format!("/attachments/{n}"), code, vi, en)])
}

/// The rows of the files of a letter, in their order.
pub async fn files_of(db: &impl ConnectionTrait, letter: Uuid) -> Result<Vec<letter_file::Model>, Fault> {
    use sea_orm::QueryOrder;
    let rows = letter_file::Entity::find().filter(letter_file::Column::LetterId.eq(letter));
    Ok(rows.order_by_asc(letter_file::Column::Position).all(db).await?)
}
