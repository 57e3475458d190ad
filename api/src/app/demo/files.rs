//! The demo's film with captions and recording with its words: small files drawn and sounded for it, taken in like any upload.

use anyhow::Context;
use rust_embed::RustEmbed;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Actor;
use crate::features::media;
use crate::features::media::views::MediaPatch;
use crate::features::newsroom::content::AttachmentRef;
use crate::http::{IfMatch, Problem};
use crate::store::{Call, Site, Work};

#[derive(RustEmbed)]
#[folder = "demo/files"]
struct Files;

/// An attachment of a demo item.
#[derive(Clone, Deserialize)]
pub struct DemoFile {
    file: String,
    title: String,
    speech: bool,
    /// The name of a WebVTT file beside it.
    captions: Option<String>,
    transcript: Option<String>,
}

/// Takes the files in and describes them.
pub async fn add(site: &Site, author: &Actor, files: &[DemoFile], unit: Uuid) -> anyhow::Result<Vec<AttachmentRef>> {
    let mut attached = vec![];
    for told in files {
        let bytes = |name: &str| Files::get(name).map(|file| file.data.into_owned()).with_context(|| format!("there is no file {name}"));
        let prepared = media::take_bytes(site, bytes(&told.file)?).await?;
        let captions = match &told.captions {
            Some(name) => Some(Some(media::keep_captions(site, String::from_utf8(bytes(name)?)?).await?)),
            None => None,
        };
        let new = media::actions::NewMedia {
            filename: told.file.clone(),
            alt: None,
            caption: None,
            rights_owner: Some("Tư liệu minh họa của dự án Cổng".into()),
            rights_licence: Some("Apache-2.0".into()),
            rights_permission: None,
            unit_id: author.unit.unwrap_or(unit),
            created_by: author.person.context("a person")?,
            derived_from: None,
        };
        let mut work = Work::begin(site, Call::new(author.clone(), "demo")).await.map_err(Problem::from)?;
        let row = media::actions::add(&mut work, prepared, new).await?;
        let patch = MediaPatch { has_speech: Some(Some(told.speech)), transcript: Some(told.transcript.clone()), ..MediaPatch::default() };
        media::actions::describe(&mut work, row.id, IfMatch(row.version), patch, captions).await?;
        work.commit().await.map_err(Problem::from)?;
        attached.push(AttachmentRef { media_id: row.id, title: told.title.clone(), role: None });
    }
    Ok(attached)
}
