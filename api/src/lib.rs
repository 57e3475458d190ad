//! Cổng: the publishing system of a ward's official portal. The rooms and who may know whom: `api/README.md`.

pub mod access;
pub mod app;
pub mod features;
pub mod federation;
pub mod http;
pub mod kernel;
pub mod store;
pub mod worker;
