//! A door: runs the jobs of `store/jobs.rs`.
