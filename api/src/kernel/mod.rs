//! Pure rules of the newsroom: no input, no output, no clock of their own. Everything above may use them.
//!
//! | file | rule |
//! |---|---|
//! | `words.rs` | the closed lists of the glossary: kinds, classes, fields, states, verbs, roles |
//! | `letters.rs` | the table (from, verb, to) of a citizen's letter |
//! | `notices.rs`, `messages/` | what people are told of, and how; in which words, with which placeholders |
//! | `preset.rs` | how much of the product is switched on, and which duties then stay manual |
//! | `retention.rs` | how long what is not published is kept |
//! | `workflow.rs` | the table (from, verb, to) of an item's life |
//! | `clock.rs`, `ids.rs` | time and identity as arguments |
//! | `text.rs`, `html.rs`, `diff.rs` | what a text may contain, its folded and compared forms |
//! | `attachment.rs` | the words read from a file, where in it a finding stands, what a redacted copy masks |
//! | `articles.rs` | a draft in articles and clauses, and anchors that follow them through its versions |
//! | `pace.rs`, `guesses.rs` | how often somebody may do something, or guess, counted without knowing who |
//! | `anchor.rs`, `flags.rs` | where a quoted passage stands after edits; what a program notices in a text |
//! | `personal_data.rs` | personal data in a text: `find_personal_data`, `find_own`, `redact` |
//! | `spoken.rs`, `qr.rs` | a text as the loudspeaker reads it, an address as a QR code |
//! | `canonical.rs` | RFC 8785 JSON and the hashes made of it |
//! | `calendar.rs`, `deadline.rs`, `explain.rs` | working time as data; due dates that explain themselves; when to warn |
//! | `geo.rs`, `layout.rs` | the outline of the ward, and what lies within; what menus, pins, topics and life events hold |
//! | `route_table.rs` | the first words of public addresses, one table with the web app |
//! | `search/` | how a text is searched: words, terms, questions, ranking, passages |
//! | `dates.rs`, `doc_number.rs` | reading Vietnamese dates and document numbers |
//! | `validity.rs` | when a document has force, as spans of days |
//! | `legacy_encoding.rs` | Vietnamese of the years before Unicode |
//! | `document_reading.rs` | what a document says of itself: number, day, abstract, signer |

pub mod anchor;
pub mod articles;
pub mod attachment;
pub mod calendar;
pub mod canonical;
pub mod clock;
pub mod dates;
pub mod deadline;
pub mod diff;
pub mod doc_number;
pub mod document_reading;
pub mod explain;
pub mod flags;
pub mod geo;
pub mod guesses;
pub mod html;
pub mod ids;
pub mod layout;
pub mod legacy_encoding;
pub mod letters;
pub mod messages;
pub mod notices;
pub mod pace;
pub mod personal_data;
pub mod preset;
pub mod public;
pub mod qr;
pub mod quiet;
pub mod retention;
pub mod route_table;
pub mod search;
pub mod spoken;
pub mod text;
pub mod validity;
pub mod words;
pub mod workflow;
