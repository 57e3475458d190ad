//! Templates: written by who keeps them, approved by the board (four eyes), and only then to be filled.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::blanks::TemplateText;
use crate::access::Permission;
use crate::features::newsroom::desk::four_eyes_refusal;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::canonical;
use crate::store::entities::{section, urgent_template, urgent_template_revision};
use crate::store::{Change, Work};

fn need(work: &Work<'_>, permission: Permission) -> Result<(), Problem> {
    // The program itself furnishes a ward; what it writes the board still has to approve.
    let furnishing = work.actor.is_system() && permission == Permission::UrgentManage;
    if furnishing || work.actor.may(permission) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không có quyền này.", "None of your roles allows this."))
}

async fn cleaned(work: &Work<'_>, text: TemplateText) -> Result<TemplateText, Problem> {
    let text = text.clean().map_err(Problem::invalid)?;
    if section::Entity::find_by_id(text.section_id).one(work.db()).await?.is_none() {
        let fault = FieldError::new("/section_id", "unknown_section", "Không có chuyên mục này.", "There is no such section.");
        return Err(Problem::invalid(vec![fault]));
    }
    Ok(text)
}

/// A new template, with its first revision. Nobody can fill it before the board has approved it.
pub async fn create(work: &mut Work<'_>, code: &str, text: TemplateText) -> Result<Uuid, Problem> {
    need(work, Permission::UrgentManage)?;
    let text = cleaned(work, text).await?;
    let plain = (1..=40).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        let fault = FieldError::new("/code", "malformed_field", "Mã mẫu gồm 1–40 ký tự a–z, 0–9, _.", "The code is 1–40 of a–z, 0–9, _.");
        return Err(Problem::invalid(vec![fault]));
    }
    if urgent_template::Entity::find().filter(urgent_template::Column::Code.eq(code)).one(work.db()).await?.is_some() {
        return Err(Problem::new(Code::Conflict).detail("Đã có mẫu mang mã này.", "There is a template with this code."));
    }
    let row = urgent_template::Model {
        id: work.id(),
        code: code.to_owned(),
        approved_revision_id: None,
        retired_at: None,
        version: 1,
        created_at: work.now,
    };
    urgent_template::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    add_revision(work, row.id, &text).await?;
    Ok(row.id)
}

/// Another text. The approved one stays in use until the board approves this one.
pub async fn revise(work: &mut Work<'_>, id: Uuid, seen: IfMatch, text: TemplateText) -> Result<(), Problem> {
    need(work, Permission::UrgentManage)?;
    let row = find_locked(work, id).await?;
    seen.check(row.version)?;
    if row.retired_at.is_some() {
        return Err(retired());
    }
    let text = cleaned(work, text).await?;
    add_revision(work, id, &text).await?;
    bump(work, row).await
}

async fn add_revision(work: &mut Work<'_>, template: Uuid, text: &TemplateText) -> Result<(), Problem> {
    let content = canonical::to_canonical(text)?;
    let last: Option<i64> = urgent_template_revision::Entity::find()
        .select_only()
        .column(urgent_template_revision::Column::No)
        .filter(urgent_template_revision::Column::TemplateId.eq(template))
        .order_by_desc(urgent_template_revision::Column::No)
        .into_tuple()
        .one(work.db())
        .await?;
    let row = urgent_template_revision::Model {
        id: work.id(),
        template_id: template,
        no: last.unwrap_or(0) + 1,
        hash: canonical::sha256_hex(content.as_bytes()),
        content,
        created_by: work.actor.person,
        created_at: work.now,
        approved_by: None,
        approved_at: None,
    };
    work.record(Change::UrgentTemplateRevised { template, template_revision: row.id, hash: row.hash.clone() });
    urgent_template_revision::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

/// The board's approval of that very revision; whoever wrote it does not approve it.
pub async fn approve(work: &mut Work<'_>, id: Uuid, seen: IfMatch, revision: Uuid) -> Result<(), Problem> {
    need(work, Permission::BoardApprove)?;
    let mut row = find_locked(work, id).await?;
    seen.check(row.version)?;
    if row.retired_at.is_some() {
        return Err(retired());
    }
    let mut text = find_revision(work.db(), id, revision).await?;
    if row.approved_revision_id == Some(revision) {
        return Err(Problem::new(Code::AlreadyDecided).detail("Bản này đã được duyệt.", "This revision is approved already."));
    }
    if text.created_by.is_some() && text.created_by == work.actor.person {
        return Err(four_eyes_refusal());
    }
    text.approved_by = work.actor.person;
    text.approved_at = Some(work.now);
    work.record(Change::UrgentTemplateApproved { template: id, template_revision: revision, hash: text.hash.clone() });
    text.into_active_model().reset_all().update(work.db()).await?;
    row.approved_revision_id = Some(revision);
    bump(work, row).await
}

/// Takes a template out of use. Notices that rest on it stay as they are.
pub async fn retire(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    need(work, Permission::UrgentManage)?;
    let mut row = find_locked(work, id).await?;
    seen.check(row.version)?;
    if row.retired_at.is_some() {
        return Err(retired());
    }
    row.retired_at = Some(work.now);
    work.record(Change::UrgentTemplateRetired { template: id });
    bump(work, row).await
}

fn retired() -> Problem {
    Problem::new(Code::Conflict).detail("Mẫu này đã thôi dùng.", "This template is out of use.")
}

async fn bump(work: &Work<'_>, mut row: urgent_template::Model) -> Result<(), Problem> {
    row.version += 1;
    row.into_active_model().reset_all().update(work.db()).await?;
    Ok(())
}

async fn find_locked(work: &Work<'_>, id: Uuid) -> Result<urgent_template::Model, Problem> {
    let found = urgent_template::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    found.ok_or_else(Problem::not_found)
}

async fn find_revision(db: &impl ConnectionTrait, template: Uuid, id: Uuid) -> Result<urgent_template_revision::Model, Problem> {
    let found =
        urgent_template_revision::Entity::find_by_id(id).filter(urgent_template_revision::Column::TemplateId.eq(template)).one(db).await?;
    found.ok_or_else(Problem::not_found)
}

/// The newest revision of a template, approved or not.
pub async fn newest(db: &impl ConnectionTrait, template: Uuid) -> Result<urgent_template_revision::Model, Problem> {
    let found = urgent_template_revision::Entity::find()
        .filter(urgent_template_revision::Column::TemplateId.eq(template))
        .order_by_desc(urgent_template_revision::Column::No)
        .one(db)
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// The approved revision of a template that may be filled now.
pub(super) async fn approved(
    db: &impl ConnectionTrait,
    template: Uuid,
) -> Result<(urgent_template_revision::Model, TemplateText), Problem> {
    let unknown = || {
        let fault = FieldError::new("/template_id", "unknown_template", "Không có mẫu này.", "There is no such template.");
        Problem::invalid(vec![fault])
    };
    let row = urgent_template::Entity::find_by_id(template).one(db).await?.ok_or_else(unknown)?;
    if row.retired_at.is_some() {
        return Err(retired());
    }
    let Some(revision) = row.approved_revision_id else {
        return Err(Problem::new(Code::Conflict).detail(
            "Ban Biên tập chưa duyệt mẫu này nên chưa dùng được.",
            "The board has not approved this template, so it cannot be used yet.",
        ));
    };
    let revision = find_revision(db, template, revision).await?;
    let text = serde_json::from_str(&revision.content)?;
    Ok((revision, text))
}
