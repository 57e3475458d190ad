//! Forward migrations. One file a step, plain SQL with a handful of type words that differ between the
//! two databases (see [`dialect`]). A step that has landed is never edited: mend it with the next one.

mod dialect;
mod m0001_house;
mod m0002_people;
mod m0003_factors;
mod m0004_clock;
mod m0005_registers;
mod m0006_review;
mod m0007_texts;
mod m0008_urgent;
mod m0009_notices;
mod m0010_uses;
mod m0011_kinds;
mod m0012_search;
mod m0013_media;
mod m0014_messages;
mod m0018_kind_lists;
mod m0021_consultations;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_house::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_factors::Migration),
            Box::new(m0004_clock::Migration),
            Box::new(m0005_registers::Migration),
            Box::new(m0006_review::Migration),
            Box::new(m0007_texts::Migration),
            Box::new(m0008_urgent::Migration),
            Box::new(m0009_notices::Migration),
            Box::new(m0010_uses::Migration),
            Box::new(m0011_kinds::Migration),
            Box::new(m0012_search::Migration),
            Box::new(m0013_media::Migration),
            Box::new(m0014_messages::Migration),
            Box::new(m0018_kind_lists::Migration),
            Box::new(m0021_consultations::Migration),
        ]
    }
}
