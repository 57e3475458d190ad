//! Forward migrations. One file a step, plain SQL with a handful of type words that differ between the
//! two databases (see [`dialect`]). A step that has landed is never edited: mend it with the next one.

mod dialect;
mod m0001_house;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_house::Migration)]
    }
}
