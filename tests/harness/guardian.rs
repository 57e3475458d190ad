//! Clearing up after the test process, however it ends: a shell waits for that end and does it then.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A folder for everything that the stories of this process leave on the disk.
pub fn scratch() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("cong-stories-{}", uuid::Uuid::new_v4().simple()));
        fs::create_dir(&folder).expect("a folder for the stories");
        guard(None, &folder);
        folder
    })
}

/// Stops `server` (a process id) and removes `folder` when this process is no more, also when it was killed.
pub fn guard(server: Option<u32>, folder: &Path) {
    // Its standard input ends with our process.
    let script = "trap '' INT TERM HUP; read -r _; if [ -n \"$1\" ]; then kill -QUIT \"$1\"; i=0; \
        while kill -0 \"$1\" 2>/dev/null && [ $i -lt 50 ]; do i=$((i+1)); sleep 0.1; done; fi; rm -rf \"$2\"";
    let guardian = Command::new("sh")
        .args(["-c", script, "guardian", &server.map(|id| id.to_string()).unwrap_or_default()])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("sh runs");
    // Held open, never written: the end of the process closes it.
    std::mem::forget(guardian);
}
