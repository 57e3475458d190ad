//! What a proposal asks for, and whether the tree as it stands allows it. Asked when it is proposed, and again when it is
//! approved: the tree may have changed in between.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Problem;
use crate::http::form::Form;
use crate::kernel::text::{fold, slug};
use crate::kernel::words::{InfoClass, SectionAction};
use crate::store::entities::{item, org_unit, publication_count, section, section_slug};
use crate::store::sections::stands;

/// Slugs that address something else: `/feeds/all.atom`.
pub const RESERVED: [&str; 1] = ["all"];
/// Levels of the tree: what a reader still finds, and what a menu can show.
const LEVELS: usize = 3;

/// A change of the section tree. Which members count depends on the action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SectionChange)]
pub struct Wanted {
    pub action: SectionAction,
    /// The section that is changed; none when one is opened.
    #[serde(default)]
    pub section: Option<Uuid>,
    /// Open, rename.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200, example = "Chuyển đổi số")]
    pub name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200, example = "Digital transformation")]
    pub name_en: Option<String>,
    /// Open, rename: its address; made of the name when not said. A former address goes on leading here.
    #[serde(default)]
    #[schema(max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "chuyen-doi-so")]
    pub slug: Option<String>,
    /// Open, move: the section above it; none at the top.
    #[serde(default)]
    pub parent: Option<Uuid>,
    /// Open, move: the sibling it stands behind; none makes it the first.
    #[serde(default)]
    pub after: Option<Uuid>,
    /// Open: proposed for what is written in it.
    #[serde(default)]
    pub info_class: Option<InfoClass>,
    /// Open, assign: the unit that answers for it (Đ12.2); none takes it away.
    #[serde(default)]
    pub owner_unit: Option<Uuid>,
    /// Close: the section that its content goes to. Needed while it holds anything.
    #[serde(default)]
    pub into: Option<Uuid>,
}

/// A change that the tree allows.
pub struct Allowed {
    pub wanted: Wanted,
    /// The section as it stands.
    pub section: Option<section::Model>,
}

/// Cleans what is wanted and holds it against the tree of `day`: all reasons at once.
pub async fn check(db: &impl ConnectionTrait, mut wanted: Wanted, day: NaiveDate) -> Result<Allowed, Problem> {
    let mut form = Form::default();
    let all = section::Entity::find().all(db).await?;
    let tree = Tree(all.into_iter().filter(|s| stands(s, day)).collect());
    let found = wanted.section.and_then(|id| tree.find(id)).cloned();
    use SectionAction::*;
    match (wanted.action, &found) {
        (Open, _) if wanted.section.is_some() => {
            form.say(
                "/change/section",
                "not_said_here",
                "Mở chuyên mục mới thì không nêu chuyên mục đang có.",
                "A new section is not one that stands.",
            );
        }
        (Open, _) | (_, Some(_)) => {}
        (_, None) => form.unknown("/change/section"),
    }
    if matches!(wanted.action, Open | Rename) {
        names(db, &mut form, &mut wanted).await?;
    }
    if matches!(wanted.action, Open | Move) {
        place(&mut form, &tree, &wanted);
    }
    if matches!(wanted.action, Open | Rename | Move) {
        twins(&mut form, &tree, &wanted, found.as_ref());
    }
    if wanted.action == Open && wanted.info_class.is_none() {
        form.say("/change/info_class", "required", "Chọn loại thông tin (Điều 3).", "Choose the class of information.");
    }
    if matches!(wanted.action, Open | Assign)
        && let Some(unit) = wanted.owner_unit
        && org_unit::Entity::find_by_id(unit).count(db).await? == 0
    {
        form.unknown("/change/owner_unit");
    }
    if let (Close, Some(section)) = (wanted.action, &found) {
        ending(db, &mut form, &tree, &wanted, section).await?;
    }
    form.done()?;
    Ok(Allowed { wanted: only_what_counts(wanted), section: found })
}

/// The name, and the address made of it where none is said.
async fn names(db: &impl ConnectionTrait, form: &mut Form, wanted: &mut Wanted) -> Result<(), Problem> {
    let name = form.line("/change/name", wanted.name.as_deref().unwrap_or_default(), 1, 200);
    wanted.name_en = form.optional_line("/change/name_en", wanted.name_en.as_deref(), 200);
    let said = wanted.slug.take().filter(|s| !s.trim().is_empty()).unwrap_or_else(|| slug(&name));
    if said.is_empty() || slug(&said) != said || RESERVED.contains(&said.as_str()) {
        form.say(
            "/change/slug",
            "bad_slug",
            "Đường dẫn gồm chữ thường không dấu và số, nối bằng dấu -; tối đa 80 ký tự.",
            "A slug is lower-case ASCII words joined by '-', at most 80 characters.",
        );
    } else if let Some(taken) = section_slug::Entity::find_by_id(said.clone()).one(db).await?
        && Some(taken.section_id) != wanted.section
    {
        form.say(
            "/change/slug",
            "taken",
            "Đường dẫn này là của chuyên mục khác, hoặc là địa chỉ cũ còn dẫn tới chuyên mục khác.",
            "The address is another section's, or a former one that leads to another section.",
        );
    }
    wanted.name = Some(name);
    wanted.slug = Some(said);
    Ok(())
}

fn place(form: &mut Form, tree: &Tree, wanted: &Wanted) {
    if let Some(parent) = wanted.parent {
        if tree.find(parent).is_none() {
            form.unknown("/change/parent");
        } else if wanted.section.is_some_and(|own| tree.lies_within(parent, own)) {
            form.say("/change/parent", "ring", "Chuyên mục không thể nằm trong chính nó.", "A section cannot lie within itself.");
        } else if tree.depth(parent) + wanted.section.map_or(1, |own| tree.height(own)) > LEVELS {
            form.say(
                "/change/parent",
                "too_deep",
                format!("Cây chuyên mục có nhiều nhất {LEVELS} cấp."),
                format!("The tree has at most {LEVELS} levels."),
            );
        }
    }
    if let Some(after) = wanted.after
        && (wanted.section == Some(after)
            || tree.find(after).is_none_or(|s| s.parent_id.filter(|p| tree.find(*p).is_some()) != wanted.parent))
    {
        form.say("/change/after", "no_sibling", "Chọn một chuyên mục cùng cấp, cùng nhóm.", "Choose a section under the same parent.");
    }
}

/// Two of one name under one parent are told apart by nobody.
fn twins(form: &mut Form, tree: &Tree, wanted: &Wanted, found: Option<&section::Model>) {
    let name = wanted.name.as_ref().or(found.map(|s| &s.name));
    let parent = if wanted.action == SectionAction::Rename { found.and_then(|s| s.parent_id) } else { wanted.parent };
    let Some(name) = name.map(|n| fold(n)).filter(|n| !n.is_empty()) else { return };
    if tree.0.iter().any(|s| Some(s.id) != wanted.section && s.parent_id == parent && fold(&s.name) == name) {
        let at = if wanted.action == SectionAction::Move { "/change/parent" } else { "/change/name" };
        form.say(at, "twin", "Cùng cấp đã có chuyên mục mang tên này.", "There is a section of that name under the same parent.");
    }
}

/// What is closed leaves nothing behind that nobody can find.
async fn ending(db: &impl ConnectionTrait, form: &mut Form, tree: &Tree, wanted: &Wanted, section: &section::Model) -> Result<(), Problem> {
    if tree.0.iter().any(|s| s.parent_id == Some(section.id)) {
        form.say(
            "/change/section",
            "has_children",
            "Hãy chuyển hoặc đóng các chuyên mục bên dưới trước.",
            "Move or close the sections below it first.",
        );
    }
    match wanted.into {
        Some(into) if into == section.id || tree.find(into).is_none() => form.unknown("/change/into"),
        Some(_) => {}
        None => {
            let listed = publication_count::Entity::find()
                .filter(publication_count::Column::SectionId.eq(section.id))
                .filter(publication_count::Column::Listed.gt(0))
                .count(db)
                .await?;
            let held =
                if listed == 0 { item::Entity::find().filter(item::Column::SectionId.eq(section.id)).count(db).await? } else { listed };
            if held > 0 {
                let (vi, en) = ("Chuyên mục còn nội dung: chọn chuyên mục nhận nội dung.", "It still holds content: say where that goes.");
                form.say("/change/into", "required", vi, en);
            }
        }
    }
    Ok(())
}

/// The members that the action does not use are forgotten: what is kept is what will happen.
fn only_what_counts(w: Wanted) -> Wanted {
    use SectionAction::*;
    let named = matches!(w.action, Open | Rename);
    let placed = matches!(w.action, Open | Move);
    let opens = w.action == Open;
    let owned = matches!(w.action, Open | Assign);
    Wanted {
        action: w.action,
        section: w.section,
        name: w.name.filter(|_| named),
        name_en: w.name_en.filter(|_| named),
        slug: w.slug.filter(|_| named),
        parent: w.parent.filter(|_| placed),
        after: w.after.filter(|_| placed),
        info_class: w.info_class.filter(|_| opens),
        owner_unit: w.owner_unit.filter(|_| owned),
        into: w.into.filter(|_| w.action == Close),
    }
}

/// The sections that stand.
struct Tree(Vec<section::Model>);

impl Tree {
    fn find(&self, id: Uuid) -> Option<&section::Model> {
        self.0.iter().find(|s| s.id == id)
    }

    /// The section itself and those above it. Stops at a ring that should not be.
    fn line(&self, id: Uuid) -> Vec<Uuid> {
        let mut line = vec![];
        let mut at = Some(id);
        while let Some(id) = at.filter(|id| !line.contains(id)) {
            line.push(id);
            at = self.find(id).and_then(|s| s.parent_id).filter(|p| self.find(*p).is_some());
        }
        line
    }

    fn lies_within(&self, id: Uuid, other: Uuid) -> bool {
        self.line(id).contains(&other)
    }

    fn depth(&self, id: Uuid) -> usize {
        self.line(id).len()
    }

    /// Levels of the branch under and with `id`.
    fn height(&self, id: Uuid) -> usize {
        let own = self.depth(id);
        self.0.iter().filter(|s| self.lies_within(s.id, id)).map(|s| self.depth(s.id) - own + 1).max().unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn section(id: u128, parent: Option<u128>) -> section::Model {
        section::Model {
            id: Uuid::from_u128(id),
            slug: id.to_string(),
            name: format!("Mục {id}"),
            name_en: None,
            parent_id: parent.map(Uuid::from_u128),
            position: 0,
            info_class: InfoClass::NewsEvent,
            owner_unit_id: None,
            valid_from: NaiveDate::MIN,
            valid_to: None,
            created_at: DateTime::UNIX_EPOCH,
            merged_into: None,
        }
    }

    fn moving(id: u128, parent: Option<u128>, after: Option<u128>) -> Vec<String> {
        let tree = Tree(vec![section(1, None), section(2, Some(1)), section(3, Some(2)), section(4, None), section(5, Some(4))]);
        let of = |id: Option<u128>| id.map(Uuid::from_u128);
        let wanted = Wanted {
            action: SectionAction::Move,
            section: of(Some(id)),
            name: None,
            name_en: None,
            slug: None,
            parent: of(parent),
            after: of(after),
            info_class: None,
            owner_unit: None,
            into: None,
        };
        let mut form = Form::default();
        place(&mut form, &tree, &wanted);
        form.errors.into_iter().map(|e| e.code).collect()
    }

    #[test]
    fn a_tree_stays_a_tree_of_three_levels() {
        assert!(moving(4, Some(1), Some(2)).is_empty());
        assert_eq!(moving(1, Some(3), None), ["ring"]);
        assert_eq!(moving(1, Some(1), None), ["ring"]);
        assert_eq!(moving(4, Some(2), None), ["too_deep"], "it brings one below it along");
        assert_eq!(moving(5, Some(3), None), ["too_deep"]);
        assert_eq!(moving(5, Some(9), None), ["unknown"]);
        assert_eq!(moving(5, None, Some(2)), ["no_sibling"]);
        assert_eq!(moving(5, None, Some(5)), ["no_sibling"]);
        assert!(moving(5, None, Some(4)).is_empty());
    }
}
