//! Stories told through HTTP on SQLite and PostgreSQL, and the rules of the house. One binary: it links once.

mod access;
mod accounts;
mod bad_input;
mod caching;
mod change_log;
mod competing;
mod contract;
mod demo_and_import;
mod feeds;
mod growth;
mod guards;
mod jobs;
mod main_job;
mod migrations;
mod paging;
mod pictures;
mod public_reading;
mod rooms;
mod writing;
