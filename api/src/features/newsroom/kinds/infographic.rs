//! Infographics: a picture that tells figures, and the same in words for those who cannot see it (WCAG 1.1.1).

use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, line_of, of, text_of};
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;

details! {
    Infographic as InfographicDetails {
        pub media_id: Option<Uuid>,
        /// Everything that the picture tells, in words.
        #[schema(max_length = 20000)]
        pub description: Option<String>,
        #[schema(max_length = 500)]
        pub data_source: Option<String>,
    }
}

impl Described for Infographic {
    fn fields() -> Vec<FieldShape> {
        vec![
            of("media_id", Input::Media, "Hình đồ họa", "The graphic").required().unseen(),
            text_of("description", 20_000, "Nội dung bằng chữ", "The same in words").required().unseen().hint(
                "Mọi điều hình nói, viết thành chữ cho người không xem được hình.",
                "Everything the graphic says, for those who cannot see it.",
            ),
            line_of("data_source", 500, "Nguồn số liệu", "Source"),
        ]
    }
}

impl Rules for Infographic {
    fn speaks(&self) -> bool {
        self.media_id.is_some()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.data_source.iter().map(|source| ("source", source.clone())).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text("ImageObject", json!({"contentUrl": self.media_id.map(|id| format!("{{media:{id}}}")), "text": self.description}))
    }
}
