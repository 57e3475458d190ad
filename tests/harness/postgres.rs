//! Debian's PostgreSQL, started by the tests themselves: unprivileged, on loopback, without fsync, in a folder of its own.
//! Gone with the test process (`guardian.rs`).

use std::ffi::CString;
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use crate::guardian::guard;

/// Said on a machine without PostgreSQL.
pub fn left_out() -> bool {
    std::env::var_os("CONG_TESTS_WITHOUT_POSTGRES").is_some()
}

/// The server of this test process.
pub struct Postgres {
    port: u16,
    pub log: PathBuf,
}

static SERVER: OnceLock<Postgres> = OnceLock::new();

impl Postgres {
    /// Starts it at the first call.
    pub fn get() -> &'static Postgres {
        SERVER.get_or_init(start)
    }

    /// The address of a database on it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://cong@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection of the bench itself; the program under test has its own.
    pub async fn connect(&self, database: &str) -> DatabaseConnection {
        let mut options = sea_orm::ConnectOptions::new(self.url(database));
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.expect("the test server takes connections")
    }

    /// Runs one statement in the maintenance database.
    pub async fn run(&self, sql: &str) {
        let db = self.connect("postgres").await;
        db.execute_unprepared(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        let _ = db.close().await;
    }
}

fn start() -> Postgres {
    let bin = binaries();
    let folder = std::env::temp_dir().join(format!("cong-postgres-{}", uuid::Uuid::new_v4().simple()));
    fs::create_dir(&folder).expect("a folder for PostgreSQL");
    let owner = unprivileged();
    if let Some((uid, gid)) = owner {
        chown(&folder, uid, gid);
    }
    let data = folder.join("data");
    make_cluster(&bin, &data, owner);
    let log = folder.join("log");
    // Another program may take the port between our asking and PostgreSQL's binding: then the next one is tried.
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let mut server = serve(&bin, &data, &log, port, owner);
        if answers(&bin, &mut server, port) {
            guard(Some(server.id()), &folder);
            return Postgres { port, log };
        }
        let _ = server.kill();
        let _ = server.wait();
    }
    panic!("PostgreSQL did not start: {}", fs::read_to_string(&log).unwrap_or_default());
}

/// The newest version installed by Debian's packages, or whatever `initdb` is on the path.
fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut found: Vec<PathBuf> = versions.filter(|bin| bin.join("initdb").exists()).collect();
    let version = |bin: &PathBuf| bin.parent().and_then(|p| p.file_name()).and_then(|v| v.to_str()).and_then(|v| v.parse::<u32>().ok());
    found.sort_by_key(version);
    let elsewhere = || std::env::split_paths(&std::env::var_os("PATH")?).find(|p| p.join("initdb").exists());
    found.pop().or_else(elsewhere).expect("PostgreSQL is installed (apt-get install postgresql), or CONG_TESTS_WITHOUT_POSTGRES is set")
}

/// PostgreSQL refuses to run as root: then it is the user `postgres`, else `nobody`.
fn unprivileged() -> Option<(u32, u32)> {
    // SAFETY: plain calls of libc; the names are NUL-terminated and the record is read at once.
    unsafe {
        if libc::geteuid() != 0 {
            return None;
        }
        ["postgres", "nobody"].into_iter().find_map(|name| {
            let name = CString::new(name).ok()?;
            let record = libc::getpwnam(name.as_ptr());
            (!record.is_null()).then(|| ((*record).pw_uid, (*record).pw_gid))
        })
    }
}

fn chown(path: &Path, uid: u32, gid: u32) {
    let path = CString::new(path.as_os_str().as_bytes()).expect("a path without NUL");
    // SAFETY: the path is NUL-terminated.
    assert_eq!(unsafe { libc::chown(path.as_ptr(), uid, gid) }, 0, "the folder can be given away");
}

fn as_owner(command: &mut Command, owner: Option<(u32, u32)>) -> &mut Command {
    if let Some((uid, gid)) = owner {
        command.uid(uid).gid(gid);
    }
    command.current_dir("/").stdin(Stdio::null())
}

fn make_cluster(bin: &Path, data: &Path, owner: Option<(u32, u32)>) {
    let initdb = |locale: &[&str]| {
        let _ = fs::remove_dir_all(data);
        let mut command = Command::new(bin.join("initdb"));
        command.args(["-U", "cong", "-E", "UTF8", "--auth=trust", "--no-sync", "--no-instructions", "-D"]).arg(data).args(locale);
        as_owner(&mut command, owner).output().expect("initdb runs")
    };
    // Vietnamese order by default, so that forgetting a bytewise column shows.
    let icu = initdb(&["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"]);
    if !icu.status.success() {
        let plain = initdb(&["--locale=C.UTF-8"]);
        assert!(plain.status.success(), "initdb: {}", String::from_utf8_lossy(&plain.stderr));
    }
}

fn serve(bin: &Path, data: &Path, log: &Path, port: u16, owner: Option<(u32, u32)>) -> Child {
    let log = File::options().create(true).append(true).open(log).expect("a log for PostgreSQL");
    let mut command = Command::new(bin.join("postgres"));
    command.arg("-D").arg(data);
    for setting in [
        &format!("port={port}"),
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=400",
        "shared_buffers=64MB",
        "autovacuum=off",
    ] {
        command.args(["-c", setting]);
    }
    let errors = log.try_clone().expect("a second handle of the log");
    as_owner(&mut command, owner).process_group(0).stdout(log).stderr(errors).spawn().expect("postgres runs")
}

fn answers(bin: &Path, server: &mut Child, port: u16) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if server.try_wait().ok().flatten().is_some() {
            return false;
        }
        let asked = Command::new(bin.join("pg_isready")).args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status();
        if asked.is_ok_and(|status| status.success()) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}
