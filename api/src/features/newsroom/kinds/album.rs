//! Albums: pictures one after another, each with its words.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, line_of, of, rows_of};
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;

details! {
    /// A picture of an album.
    AlbumPicture as AlbumPicture {
        pub media_id: Option<Uuid>,
        /// Instead of the picture's own.
        #[schema(max_length = 500)]
        pub alt: Option<String>,
        #[schema(max_length = 1000)]
        pub caption: Option<String>,
    }
}

details! {
    Album as AlbumDetails {
        pub taken_on: Option<NaiveDate>,
        #[schema(max_length = 300)]
        pub place: Option<String>,
        #[schema(max_items = 100)]
        pub pictures: Vec<AlbumPicture>,
    }
}

impl Described for Album {
    fn fields() -> Vec<FieldShape> {
        let picture = vec![
            of("media_id", Input::Media, "Ảnh", "Picture").required(),
            line_of("alt", 500, "Văn bản thay thế", "Alternative text").required(),
            line_of("caption", 1000, "Chú thích", "Caption"),
        ];
        vec![
            of("taken_on", Input::Date, "Ngày chụp", "Taken on"),
            line_of("place", 300, "Địa điểm", "Place"),
            rows_of("pictures", 100, "Ảnh trong album", "Pictures", picture).required().unseen(),
        ]
    }
}

impl Rules for Album {
    fn speaks(&self) -> bool {
        !self.pictures.is_empty()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.place.iter().map(|place| ("coverage", place.clone())).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let picture = |p: &super::album::AlbumPicture| {
            let id = p.media_id?;
            Some(json!({"@type": "ImageObject", "contentUrl": format!("{{media:{id}}}"), "caption": p.caption, "description": p.alt}))
        };
        Linked::text(
            "ImageGallery",
            json!({"associatedMedia": self.pictures.iter().filter_map(picture).collect::<Vec<_>>(), "dateCreated": self.taken_on}),
        )
    }
}
