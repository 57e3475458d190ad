//! Which tables move. A table that is in neither list fails a test: whoever adds one says here whether it moves.

use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn};

use crate::store::entities as e;

/// What a table is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The newsroom and the public side: counted in the hash of the content.
    Content,
    /// Accounts: always, since texts name their writers; without what belongs to people unless asked.
    Accounts,
    /// What belongs to people: roles, registers, requests. Only when asked.
    People,
    /// The change log with its proof, and the work that waits.
    Log,
}

/// How a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Id,
    Int,
    Flag,
    Time,
    Date,
    Bytes,
    Text,
}

#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub form: Form,
    pub key: bool,
}

#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub group: Group,
    pub columns: Vec<Column>,
}

fn table<E: EntityTrait>(group: Group) -> Table {
    let keys: Vec<&str> = E::PrimaryKey::iter().map(|key| key.into_column().as_str()).collect();
    let columns = E::Column::iter().map(|column| {
        let form = match column.def().get_column_type() {
            ColumnType::Uuid => Form::Id,
            ColumnType::BigInteger | ColumnType::Integer => Form::Int,
            ColumnType::Boolean => Form::Flag,
            ColumnType::TimestampWithTimeZone | ColumnType::Timestamp | ColumnType::DateTime => Form::Time,
            ColumnType::Date => Form::Date,
            ColumnType::Blob | ColumnType::VarBinary(_) | ColumnType::Binary(_) => Form::Bytes,
            _ => Form::Text,
        };
        Column { name: column.as_str(), form, key: keys.contains(&column.as_str()) }
    });
    Table { name: E::default().table_name().to_owned(), group, columns: columns.collect() }
}

macro_rules! moving {
    ($($group:ident { $($table:ident),+ $(,)? })+) => {
        /// The tables that move, each after those it refers to.
        pub fn tables() -> Vec<Table> {
            vec![$($(table::<e::$table::Entity>(Group::$group)),+),+]
        }
    };
}

moving! {
    Content { org_unit }
    Accounts { app_user }
    People { role_assignment, absence, absence_cover, body, body_member, contributor, participant_request, participant_contact, notice_choice }
    Content {
        site_setting, section, section_slug, section_version, section_proposal, tag, arrangement, arrangement_version, boundary,
        message_wording, word_entry, abbreviation, kind_definition, kind_definition_version, routing_rule, review_setting,
        review_alternate, reorganisation, calendar, calendar_version, deadline_rule, deadline_setting,
        item, working_copy, revision, media, media_text, revision_media, working_reference, live_reference, document_relation, old_address,
        review_task, remark, approval, correction, comment_thread, comment_post,
        content_review, consultation, consultation_version, consultation_passage, rating,
        counter, publication, public_path, publication_key, publication_media, publication_count, sitemap_page,
        urgent_template, urgent_template_revision, urgent_notice, duty_shift,
        outgoing_document, outgoing_document_edit, logged_event, logged_approval, fact_change, fact_change_item,
        orientation, orientation_revision, plan, plan_quota, plan_assignment, clock, clock_event, answer_template,
    }
    Log { change_log, change_head, job }
}

/// What never moves: secrets and proofs of identity, what is tied to this machine, what is made anew (the search index).
pub const NEVER: [&str; 33] = [
    "access_log",
    "api_key",
    "delivery",
    "idempotency_key",
    "invitation",
    "lease",
    // Citizens' letters are opened by the ring of keys of this house alone.
    "data_right",
    "letter",
    "letter_file",
    "letter_message",
    "letter_private",
    "letter_sealed_from",
    "letter_upload",
    "notice",
    // What the public wrote: its senders are sealed by a key of this house. What came of it stands in the reception report.
    "opinion",
    "opinion_file",
    "publication_search",
    "publication_terms",
    "publication_text",
    "qr_sign_in",
    "quick_send_link",
    "recovery_code",
    "reminder",
    "review_link",
    "search_phrase",
    "search_state",
    "second_factor",
    "security_log",
    "seaql_migrations",
    "session",
    "spent_challenge",
    "upload",
    "violation_report",
];

/// Columns that refer to rows of their own table: filled in when all rows are there.
pub const OWN: [(&str, &str); 4] =
    [("org_unit", "parent_id"), ("section", "parent_id"), ("item", "translation_of"), ("role_assignment", "source_id")];
