//! What can go wrong below the rules: told apart only as far as the rooms above answer differently.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

use super::work::Answer;

#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The row was changed by somebody else since it was read.
    #[error("the row was changed meanwhile")]
    Stale,
    /// A unique rule or a reference was broken.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The request was answered before under the same idempotency key: here is that answer.
    #[error("answered before")]
    Replay(Box<Answer>),
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The database cannot be reached or is too busy; trying again may help.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// No room is left on the disk.
    #[error("the disk is full")]
    Full,
    /// Somebody else owns the job by now: what was done for it must not be kept.
    #[error("the job's lease was lost")]
    Fenced,
    /// A defect of the program or of the stored data.
    #[error("{0}")]
    Defect(String),
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(m) | SqlErr::ForeignKeyConstraintViolation(m)) = error.sql_err() {
            return Fault::Conflict(m);
        }
        let text = error.to_string();
        if text.contains("database or disk is full") || text.contains("No space left") || text.contains("disk I/O error") {
            return Fault::Full;
        }
        let passing = match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            DbErr::Exec(RuntimeErr::SqlxError(_)) | DbErr::Query(RuntimeErr::SqlxError(_)) => {
                // Lost connections, deadlocks, serialization failures, a server that starts or stops, a busy writer.
                [
                    "error communicating",
                    "pool timed out",
                    "deadlock",
                    "could not serialize",
                    "terminating connection",
                    "shutting down",
                    "starting up",
                    "recovery mode",
                    "database is locked",
                    "Connection refused",
                    "closed",
                ]
                .iter()
                .any(|sign| text.contains(sign))
            }
            _ => false,
        };
        if passing { Fault::Unavailable(text) } else { Fault::Defect(text) }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Fault::Defect(format!("stored JSON: {error}"))
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Fault::Full,
            _ => Fault::Defect(format!("files: {error}")),
        }
    }
}
