//! Creating and writing.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::{freeze_revision, move_item, needed_text};
use crate::access::{Actor, Door, Permission};
use crate::features::newsroom::content::{Content, Frozen};
use crate::features::newsroom::desk::{OnDesk, facts, find_revision, reference};
use crate::features::newsroom::kinds::{self, Details};
use crate::features::newsroom::{definitions, references};
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::words::{Kind, Lang, MediaKind, Origin, RevisionReason, Role, State};
use crate::store::entities::{app_user, item, media, org_unit, revision, section, working_copy};
use crate::store::scope::visible_media;
use crate::store::{Change, Site, Upkeep, Work, sections};

/// A new item. `content` is cleaned already.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub kind: Kind,
    pub content: Content,
    pub origin: Origin,
    pub external_id: Option<String>,
    /// The item that this one says in another language (decision 4).
    pub translation_of: Option<Uuid>,
    /// For what comes from the command line (import, demo); over HTTP a person's items belong to their own unit.
    pub unit: Option<Uuid>,
}

/// Creates a draft. An import that meets the same `(origin, external_id)` again is refused with `conflict`.
pub async fn create(work: &mut Work<'_>, new: NewItem) -> Result<item::Model, Problem> {
    if !work.actor.is_system() && !work.actor.may(Permission::ItemWrite) {
        return Err(Problem::forbidden("Vai trò của bạn không tạo được nội dung.", "None of your roles may create items."));
    }
    let unit = new
        .unit
        .filter(|_| work.actor.door == Door::Command)
        .or(work.actor.unit)
        .ok_or_else(|| Problem::new(Code::Conflict).detail("Tài khoản chưa thuộc đơn vị nào.", "The account belongs to no unit."))?;
    let mut new = new;
    new.content.keep_urgent_mark(None);
    insert(work, new, unit).await
}

/// The same without asking for the right to write: an urgent notice has asked for its own.
pub(in crate::features::newsroom) async fn insert(work: &mut Work<'_>, new: NewItem, unit: Uuid) -> Result<item::Model, Problem> {
    let mut content = begin_with(work, new.kind, new.content, unit).await?;
    definitions::settle(work.db(), new.kind, &mut content.details, true).await?;
    check_references(work.db(), &work.actor, &content, &[]).await?;
    if let Some(original) = new.translation_of {
        check_original(work, original, new.kind, content.lang).await?;
    }
    let from_contributor =
        work.actor.has_role(Role::Contributor) && !work.actor.may(Permission::ItemSendUp) && !work.actor.may(Permission::BoardApprove);
    let row = item::Model {
        id: work.id(),
        kind: new.kind,
        lang: content.lang,
        translation_of: new.translation_of,
        origin: new.origin,
        external_id: new.external_id,
        source_type: None,
        source_id: None,
        unit_id: unit,
        created_by: work.actor.person,
        from_contributor,
        state: State::Draft,
        edition: 1,
        revision_id: None,
        correction_note: None,
        scheduled_for: None,
        approved_revision_id: None,
        title: content.title.clone(),
        section_id: content.section_id,
        info_class: content.info_class,
        genre: content.genre,
        issuer_relation: Details::read(new.kind, &content.details).ok().and_then(|d| d.issuer_relation()),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        submitted_at: None,
    };
    let copy = working_copy::Model {
        item_id: row.id,
        content: serde_json::to_string(&content)?,
        writers: serde_json::to_string(&work.actor.person.into_iter().collect::<Vec<_>>())?,
        updated_at: work.now,
        updated_by: work.actor.person,
    };
    item::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    working_copy::Entity::insert(copy.into_active_model()).exec_without_returning(work.db()).await?;
    references::keep_working(work, row.id, &content, true).await?;
    work.record(Change::ItemCreated { item: facts(&row), origin: row.origin });
    super::owing::keep_clock(work, &row, &content).await?;
    Ok(row)
}

/// What may be said in another language: an item of the same kind that is no translation itself, once in each language.
async fn check_original(work: &Work<'_>, original: Uuid, kind: Kind, lang: Lang) -> Result<(), Problem> {
    let refused =
        |code: &'static str, vi: &'static str, en: &'static str| Problem::invalid(vec![FieldError::new("/translation_of", code, vi, en)]);
    let unknown = || refused("unknown_item", "Không có nội dung này.", "There is no such item.");
    let of =
        OnDesk::find_locked(work, original).await.map_err(|problem| if problem.code == Code::NotFound { unknown() } else { problem })?;
    if of.item.kind != kind || of.item.lang == lang || of.item.translation_of.is_some() {
        return Err(refused(
            "no_translation",
            "Bản dịch phải cùng loại, khác ngôn ngữ với bản gốc, và bản gốc không là bản dịch.",
            "A translation is of the same kind, in another language, of what is no translation itself.",
        ));
    }
    let taken = item::Entity::find().filter(item::Column::TranslationOf.eq(original)).filter(item::Column::Lang.eq(lang));
    if taken.one(work.db()).await?.is_some() {
        return Err(refused("taken", "Đã có bản dịch sang ngôn ngữ này.", "There is a translation in this language already."));
    }
    Ok(())
}

/// Sensible values where nothing was said: class and genre of the kind, author = the person or their unit.
async fn begin_with(work: &Work<'_>, kind: Kind, mut content: Content, unit: Uuid) -> Result<Content, Problem> {
    let (class, genre) = kinds::beginning(kind);
    content.info_class = content.info_class.or(class);
    content.genre = content.genre.or(genre);
    if content.authors.is_empty() {
        let person = match work.actor.person {
            Some(id) => app_user::Entity::find_by_id(id).one(work.db()).await?,
            None => None,
        };
        let name = match &person {
            Some(user) => Some(user.display_name.clone()),
            None => org_unit::Entity::find_by_id(unit).one(work.db()).await?.map(|u| u.name),
        };
        let user_id = person.map(|u| u.id);
        content.authors = name.into_iter().map(|name| crate::features::newsroom::content::Author { name, user_id }).collect();
    }
    Ok(content)
}

/// Refuses sections that do not exist and pictures that do not exist or are not the writer's to use.
pub(super) async fn check_references(db: &impl ConnectionTrait, actor: &Actor, content: &Content, had: &[Uuid]) -> Result<(), Problem> {
    let mut faults = vec![];
    if let Some(id) = content.section_id
        && section::Entity::find_by_id(id).one(db).await?.is_none()
    {
        faults.push(FieldError::new("/section_id", "unknown_section", "Không có chuyên mục này.", "There is no such section."));
    }
    let fresh: Vec<Uuid> = content.media_ids().into_iter().filter(|id| !had.contains(id)).collect();
    if !fresh.is_empty() {
        let mut asked = media::Entity::find().filter(media::Column::Id.is_in(fresh.clone()));
        if actor.may(Permission::ItemReadSubmitted) {
            asked = asked.filter(visible_media(actor));
        } else if !actor.is_system() {
            asked = asked.filter(media::Column::UnitId.is_in(actor.units_with(Permission::MediaWrite)));
        }
        let rows = asked.all(db).await?;
        let usable = |id: &Uuid| rows.iter().any(|m| m.id == *id);
        for id in fresh.iter().filter(|id| !usable(id)) {
            let attached = content.attachments.iter().position(|a| a.media_id == *id);
            let pointer = if let Some(n) = attached {
                format!("/attachments/{n}/media_id")
            } else if content.lead_image.as_ref().is_some_and(|l| l.media_id == *id) {
                "/lead_image/media_id".to_owned()
            } else if kinds::media_in(&content.details).contains(id) {
                "/details".to_owned()
            } else {
                "/body_html".to_owned()
            };
            faults.push(FieldError::new(
                pointer,
                "unknown_media",
                format!("Không có ảnh hoặc tệp {id}."),
                format!("There is no picture or file {id}."),
            ));
        }
    }
    misplaced(db, content, &mut faults).await?;
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// Pictures stand in the text, everything else beside it.
async fn misplaced(db: &impl ConnectionTrait, content: &Content, faults: &mut Vec<FieldError>) -> Result<(), Problem> {
    let all = content.media_ids();
    if all.is_empty() {
        return Ok(());
    }
    let rows = media::Entity::find().filter(media::Column::Id.is_in(all)).all(db).await?;
    let is = |id: &Uuid, picture: bool| rows.iter().any(|m| m.id == *id && (m.kind == MediaKind::Picture) == picture);
    if let Some(id) = content.picture_ids().iter().find(|id| is(id, false)) {
        let lead = content.lead_image.as_ref().is_some_and(|l| l.media_id == *id);
        let (vi, en) = ("Đây không phải là ảnh: hãy đính kèm.", "This is no picture: attach it.");
        faults.push(FieldError::new(if lead { "/lead_image/media_id" } else { "/body_html" }, "not_a_picture", vi, en));
    }
    for (n, _) in content.attachments.iter().enumerate().filter(|(_, a)| is(&a.media_id, true)) {
        let (vi, en) = ("Ảnh đặt trong bài, không đính kèm.", "A picture stands in the text.");
        let pointer = format!("/attachments/{n}/media_id");
        faults.push(FieldError::new(pointer, "is_a_picture", vi, en));
    }
    Ok(())
}

/// A cleaned content, ready to be saved; cleaning is work for the processor and happens outside transactions.
pub struct SavedCopy(pub Content);

/// Cleans what a client sent. Blocking for large bodies: call it off the event loop.
pub fn prepare_copy(kind: Kind, content: Content) -> Result<SavedCopy, Problem> {
    content.clean(kind).map(SavedCopy).map_err(Problem::invalid)
}

/// Saves the working copy (autosave): no record, no revision (decision 8). Takes the lease when it is free. Returns the
/// version that was written.
pub async fn save(site: &Site, actor: &Actor, id: Uuid, seen: IfMatch, saved: SavedCopy) -> Result<i64, Problem> {
    let mut content = saved.0;
    let upkeep = Upkeep::begin(site).await?;
    let now = site.clock.now();
    let on = OnDesk::find_locked_for_saving(&upkeep, actor, id).await?;
    on.need_writing(actor)?;
    seen.check(on.item.version)?;
    content.keep_urgent_mark(on.content.details.get("urgent"));
    definitions::settle(upkeep.db(), on.item.kind, &mut content.details, false).await?;
    if let Some(section) = content.section_id {
        // The editor may still show a section that was merged into another meanwhile.
        content.section_id = sections::holder(upkeep.db(), section).await?.map(|s| s.id).or(content.section_id);
    }
    check_references(upkeep.db(), actor, &content, &on.content.media_ids()).await?;
    super::leases::take_for_writing(&upkeep, actor, id, now).await?;
    let mut writers = on.writers.clone();
    // Opening and saving without a change does not make one an author.
    if content != on.content {
        writers.extend(actor.person.filter(|p| !writers.contains(p)));
    }
    let mirror = item::ActiveModel {
        title: Set(content.title.clone()),
        section_id: Set(content.section_id),
        info_class: Set(content.info_class),
        genre: Set(content.genre),
        issuer_relation: Set(Details::read(on.item.kind, &content.details).ok().and_then(|d| d.issuer_relation())),
        lang: Set(content.lang),
        version: Set(on.item.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    let copy = working_copy::Model {
        item_id: id,
        content: serde_json::to_string(&content)?,
        writers: serde_json::to_string(&writers)?,
        updated_at: now,
        updated_by: actor.person,
    };
    upkeep.autosave(on.item.version, mirror, copy).await?;
    references::keep_saved(&upkeep, site, id, &on.content, &content).await?;
    upkeep.commit().await?;
    Ok(on.item.version + 1)
}

/// Freezes the working copy under a name.
pub async fn name_revision(work: &mut Work<'_>, id: Uuid, name: &str) -> Result<revision::Model, Problem> {
    let name = needed_text(name, "/name", 200)?;
    let mut on = OnDesk::find_locked(work, id).await?;
    on.need_writing(&work.actor)?;
    super::leases::refuse_held(work.db(), &work.actor, id, work.now).await?;
    let (row, _) = freeze_revision(work, &on, RevisionReason::Named, Some(name)).await?;
    let state = on.item.state;
    move_item(work, &mut on.item, state).await?;
    work.record(Change::RevisionNamed { item: on.facts(), revision: reference(&row) });
    Ok(row)
}

/// Puts an earlier revision's text back into the working copy.
pub async fn restore_revision(work: &mut Work<'_>, id: Uuid, revision_id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let row = find_revision(work.db(), id, revision_id).await?;
    on.need_writing(&work.actor)?;
    super::leases::refuse_held(work.db(), &work.actor, id, work.now).await?;
    seen.check(on.item.version)?;
    let writers = serde_json::from_str(&row.writers)?;
    put_back(work, &mut on, &row, writers).await?;
    work.record(Change::RevisionRestored { item: on.facts(), revision: reference(&row) });
    Ok(())
}

/// The revision's content becomes the working copy, and `writers` those whose text it is: nobody else vouches for it.
pub(in crate::features::newsroom) async fn put_back(
    work: &Work<'_>,
    on: &mut OnDesk,
    row: &revision::Model,
    writers: Vec<Uuid>,
) -> Result<(), Problem> {
    let mut content = Frozen::open(&row.content)?.content;
    let mark = on.content.details.get("urgent");
    if mark.is_some() {
        // The thread of an urgent notice goes on, whatever text is put back.
        content.keep_urgent_mark(mark);
    }
    replace_copy(work, on, content, writers).await
}

/// Puts `content` in the place of the working copy.
pub(super) async fn replace_copy(work: &Work<'_>, on: &mut OnDesk, content: Content, writers: Vec<Uuid>) -> Result<(), Problem> {
    on.item.issuer_relation = Details::read(on.item.kind, &content.details).ok().and_then(|d| d.issuer_relation());
    on.content = content;
    on.writers = writers;
    on.copy.content = serde_json::to_string(&on.content)?;
    on.copy.writers = serde_json::to_string(&on.writers)?;
    on.copy.updated_at = work.now;
    on.copy.updated_by = work.actor.person;
    on.copy.clone().into_active_model().reset_all().update(work.db()).await?;
    references::keep_working(work, on.item.id, &on.content, false).await?;
    on.item.title = on.content.title.clone();
    on.item.section_id = on.content.section_id;
    on.item.info_class = on.content.info_class;
    on.item.genre = on.content.genre;
    on.item.lang = on.content.lang;
    let state = on.item.state;
    move_item(work, &mut on.item, state).await?;
    Ok(())
}
