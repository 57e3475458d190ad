//! What each kind of arrangement holds: menus, blocks of the home page, pins, topics and life events. Targets are kept by id, so that a
//! renamed section or a moved text stays where it was put.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::words::Kind;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LinkTarget)]
pub enum Target {
    Section(Uuid),
    Kind(Kind),
    /// A published text.
    Item(Uuid),
    /// A page of this portal, by its path.
    Page(String),
    /// An outside address.
    Web(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LayoutLink)]
pub struct Link {
    #[schema(min_length = 1, max_length = 100, example = "Văn bản")]
    pub label: String,
    #[serde(default)]
    #[schema(max_length = 100, example = "Documents")]
    pub label_en: Option<String>,
    pub to: Target,
}

/// A menu: `header` or `footer`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuContent {
    #[schema(max_items = 12)]
    pub links: Vec<Link>,
}

/// The blocks of the home page, below its headlines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeContent {
    #[schema(max_items = 8)]
    pub blocks: Vec<Block>,
}

/// The newest of a section or a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HomeBlock)]
pub struct Block {
    #[schema(min_length = 1, max_length = 100, example = "Thông báo")]
    pub label: String,
    #[serde(default)]
    #[schema(max_length = 100)]
    pub label_en: Option<String>,
    /// A section or a kind.
    pub of: Target,
    #[schema(minimum = 1, maximum = 8, example = 4)]
    pub count: u8,
}

/// What is put first on the home page (`home`) or on a section's page (its id), in this order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinsContent {
    #[schema(max_items = 12)]
    pub pins: Vec<Pin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PinStyle {
    /// Stands before what is newer.
    Pinned,
    /// Leads the page, with its picture.
    Featured,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    pub item: Uuid,
    pub style: PinStyle,
    /// The last day on which it is; without one until somebody takes it away.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

/// A topic or a life event: words that lead in, and what they lead to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionContent {
    #[schema(min_length = 1, max_length = 200, example = "Sinh con")]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 200, example = "Having a child")]
    pub title_en: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub lead: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub lead_en: Option<String>,
    /// Published texts, in this order.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub items: Vec<CollectionItem>,
    #[serde(default)]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionItem {
    pub item: Uuid,
    /// When one needs it.
    #[serde(default)]
    #[schema(max_length = 300, example = "Trong 60 ngày kể từ ngày sinh")]
    pub note: Option<String>,
}
