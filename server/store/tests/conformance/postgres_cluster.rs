//! A throw-away PostgreSQL: made in a temporary folder, reached through a
//! socket in it, stopped and deleted afterwards.

use std::ffi::OsStr;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use store::DatabaseUrl;
use tempfile::TempDir;

/// A running cluster; dropping it stops it.
pub(crate) struct PostgresCluster {
    programs: PathBuf,
    folder: TempDir,
    /// PostgreSQL refuses to run as root: then everything runs as this user.
    user: Option<&'static str>,
}

impl PostgresCluster {
    /// Starts one, or says why none can be had.
    pub(crate) fn start() -> Result<Self, String> {
        let programs =
            programs().ok_or("neither PATH nor /usr/lib/postgresql has initdb and pg_ctl")?;
        let folder = tempfile::Builder::new()
            .prefix("pg")
            .tempdir()
            .map_err(|error| error.to_string())?;
        let user = if number_of(None)? == 0 {
            let postgres = number_of(Some("postgres"))?;
            chown(folder.path(), Some(postgres), None).map_err(|error| error.to_string())?;
            Some("postgres")
        } else {
            None
        };
        let cluster = Self {
            programs,
            folder,
            user,
        };
        let data = cluster.data();
        cluster.run(
            "initdb",
            &[
                "--auth=trust",
                "--username=board",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
            ],
            &data,
        )?;
        let folder = cluster.folder.path().display();
        let options = format!(
            "-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c shared_buffers=32MB"
        );
        let log = format!("{folder}/log");
        cluster.run(
            "pg_ctl",
            &["start", "-w", "-l", &log, "-o", &options, "-D"],
            &data,
        )?;
        Ok(cluster)
    }

    /// Address of a database of the cluster.
    pub(crate) fn url(&self, database: &str) -> DatabaseUrl {
        DatabaseUrl::parse(&self.address(database)).unwrap()
    }

    /// Makes a database as another is; `template0` is empty.
    pub(crate) async fn create_database(&self, name: &str, template: &str) -> DatabaseUrl {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.address("postgres"))
            .await
            .unwrap();
        let text = format!("CREATE DATABASE {name} TEMPLATE {template}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(text))
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        self.url(name)
    }

    fn address(&self, database: &str) -> String {
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://board@localhost/{database}?host={folder}")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str], last: &Path) -> Result<(), String> {
        let program = self.programs.join(program);
        let mut command = match self.user {
            None => Command::new(&program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}"));
                command.arg(format!("--regid={user}"));
                command.args([OsStr::new("--clear-groups"), program.as_os_str()]);
                command
            }
        };
        // The server inherits its output from pg_ctl: a pipe would stay open.
        let status = command
            .args(arguments)
            .arg(last)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .map_err(|error| error.to_string())?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("{} ended with {status}", program.display()))
        }
    }
}

impl Drop for PostgresCluster {
    fn drop(&mut self) {
        let stopped = self.run("pg_ctl", &["stop", "-m", "immediate", "-D"], &self.data());
        if let Err(reason) = stopped {
            eprintln!("the throw-away PostgreSQL was not stopped: {reason}");
        }
    }
}

/// The folder that holds PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::fs::read_dir("/usr/lib/postgresql").ok();
    let installed = installed
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"));
    std::env::split_paths(&path)
        .chain(installed)
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

/// Number of a user; of the one who runs this when none is named.
fn number_of(user: Option<&str>) -> Result<u32, String> {
    let output = Command::new("id")
        .arg("-u")
        .args(user)
        .output()
        .map_err(|error| error.to_string())?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|_| format!("there is no user {user:?}"))
}
