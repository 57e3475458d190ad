//! Where things are kept, and the doors through which they change.
//!
//! | file | door |
//! |---|---|
//! | `site.rs`, `pools.rs` | a site: its database (one writer, some readers), files, clock |
//! | `work.rs` | the unit of work: nothing of the domain changes outside one |
//! | `upkeep.rs` | the tested list of technical tables that change without a record |
//! | `changes.rs` | the change log: append-only, numbered, hash-chained |
//! | `chain.rs` | proving the change log: walking its chain, signing its head |
//! | `letter_keys.rs` | a key for each citizen's letter, wrapped by the site's ring |
//! | `looks.rs` | the log of looks at personal data |
//! | `mail.rs` | the door for e-mail to people without an account: a named message and its values |
//! | `clocks.rs`, `working_time.rs` | clocks start, stop and move inside the caller's work; calendars and rules in force |
//! | `clock_titles.rs` | what each clock is about, for who may know |
//! | `publications.rs` | the one door to the public side |
//! | `boundaries.rs` | the boundary that counts |
//! | `consultations.rs` | a consultation's dates, the passages of its draft and their anchors, kept when it is published |
//! | `search/` | the index of the public texts, written through that door |
//! | `media_texts.rs`, `flag_lists.rs` | the words read from attachments; what automatic flags need besides a text |
//! | `private.rs` | what citizens wrote, sealed row by row |
//! | `profile.rs` | what the site says of itself |
//! | `factor_rule.rs` | which roles need a second factor |
//! | `settings.rs` | settings in time |
//! | `sections.rs` | which section an address or a text means today |
//! | `roles.rs` | who holds which role on a day, and where it comes from |
//! | `jobs.rs` | work for later: leases with fencing, retries, dead letters |
//! | `scope.rs` | what a person may know of, as a condition |
//! | `blobs.rs`, `bucket.rs`, `cache.rs` | files by content, on the disk or in a bucket; the bytes the public gets, bounded |
//! | `sql.rs` | hand-written statements for both databases |
//! | `entities/` | one file a table |

pub mod blobs;
pub mod boundaries;
pub mod bucket;
pub mod cache;
pub mod chain;
pub mod changes;
pub mod clock_titles;
pub mod clocks;
pub mod consultations;
pub mod entities;
pub mod factor_rule;
pub mod fault;
pub mod flag_lists;
pub mod jobs;
pub mod letter_keys;
pub mod looks;
pub mod mail;
pub mod media_texts;
pub mod pools;
pub mod private;
pub mod profile;
pub mod publications;
pub mod review_settings;
pub mod roles;
pub mod scope;
pub mod search;
pub mod secrets;
pub mod sections;
pub mod settings;
pub mod site;
pub mod sql;
#[cfg(test)]
pub(crate) mod trial;
pub mod upkeep;
pub mod work;
pub mod working_time;

pub use changes::{Change, ClockFacts, ItemFacts, LetterFacts, RevisionRef};
pub use fault::Fault;
pub use profile::SiteProfile;
pub use site::{Site, SiteSettings};
pub use upkeep::Upkeep;
pub use work::{Answer, Call, Work};
