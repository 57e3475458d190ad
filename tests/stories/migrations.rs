//! Migrations: run again they do nothing, and both databases get the same house.

use cong_migrations::{Migrator, MigratorTrait};
use cong_tests::database::Database;
use cong_tests::portal::column;
use cong_tests::postgres;
use sea_orm::DatabaseConnection;

#[tokio::test]
async fn a_second_run_changes_nothing() {
    for database in both_databases() {
        let fresh = database.bare().await;
        std::fs::File::create(fresh.data_path().join("cong.sqlite")).unwrap();
        let db = fresh.connect().await;
        Migrator::up(&db, None).await.unwrap();
        let first = columns(&db).await;
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(columns(&db).await, first);
        assert!(Migrator::get_pending_migrations(&db).await.unwrap().is_empty());
        let _ = db.close().await;
        fresh.drop_database().await;
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    let mut houses = vec![];
    for database in both_databases() {
        let fresh = database.bare().await;
        std::fs::File::create(fresh.data_path().join("cong.sqlite")).unwrap();
        let db = fresh.connect().await;
        Migrator::up(&db, None).await.unwrap();
        houses.push((columns(&db).await, indexes(&db).await));
        let _ = db.close().await;
        fresh.drop_database().await;
    }
    assert!(houses[0].0.len() > 150, "columns were not found");
    for house in &houses[1..] {
        assert_eq!(house, &houses[0]);
    }
}

fn both_databases() -> Vec<Database> {
    if postgres::left_out() { vec![Database::Sqlite] } else { vec![Database::Sqlite, Database::Postgres] }
}

/// `table.column` of everything, in order.
async fn columns(db: &DatabaseConnection) -> Vec<String> {
    let sql = if cong_tests::portal::is_postgres(db) {
        "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END \
         FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT m.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END \
         FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    };
    sorted(column(db, sql).await)
}

async fn indexes(db: &DatabaseConnection) -> Vec<String> {
    let sql = if cong_tests::portal::is_postgres(db) {
        "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
    };
    sorted(column(db, sql).await)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    // The terms of the search index: a table of FTS5 with its shadows here, a column under GIN there.
    let of_one_database = ["publication_terms", "publication_search.terms", "publication_search_terms"];
    names.retain(|name| !name.starts_with("seaql") && !of_one_database.iter().any(|own| name.starts_with(own)));
    names.sort();
    names
}
