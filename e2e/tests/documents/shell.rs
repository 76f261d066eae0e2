//! A shell in which a document's commands are run one after another.

use answerable_e2e::{
    program::{program, Terminal},
    Node,
};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::fs::symlink,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{channel, Receiver},
    thread,
    time::Duration,
};

/// No command in a document takes this long.
const PATIENCE: Duration = Duration::from_secs(120);
const END: &str = "--- the command ended with";

pub struct Shell {
    process: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    /// Without `ws://`.
    node: String,
    /// Where nothing else listens.
    free: String,
}

impl Shell {
    /// As after `scripts/dev`, with `answerable` on the path, and Alice's key in `operator.json`.
    pub fn start(terminal: &Terminal, node: &Node) -> Self {
        let network = format!("[networks.dev]\nchain = \"{}\"\n", node.url());
        terminal.write("config.toml", &network);
        terminal.write("operator.json", include_str!("operator.json"));
        terminal.write("password", "whoisalice\n");
        // Commands are given in the folder of the project, which is not to be written to.
        let files = ["contracts", "docs"];
        for name in files {
            let there = super::workspace().join(name);
            symlink(there, terminal.folder().join(name)).expect("a link can be made");
        }
        let mut command = Command::new("bash");
        terminal.surround(&mut command);
        let beside = program();
        let mut path = vec![beside.parent().expect("it lies in a folder").to_owned()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let mut process = command
            .arg("--norc")
            .current_dir(terminal.folder())
            .env("PATH", env::join_paths(path).expect("these are paths"))
            .env_remove("ANSWERABLE_CHAIN_URL")
            .env("ANSWERABLE_CONFIG", terminal.folder().join("config.toml"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a bash");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                sender.send(line).ok();
            }
        });
        let mut it = Self {
            input: process.stdin.take().expect("it is piped"),
            process,
            lines,
            node: node.url().trim_start_matches("ws://").into(),
            free: free_address(),
        };
        it.run("exec 2>&1");
        let (code, said) = it.run("answerable deploy --from alice");
        assert_eq!(code, 0, "{said}");
        it
    }

    /// What a command ends with, and says.
    pub fn run(&mut self, command: &str) -> (i32, String) {
        let command = self.here(command);
        writeln!(
            self.input,
            "{{ {command}\n}} </dev/null\nended=$?; echo; echo \"{END} $ended\""
        )
        .expect("bash listens");
        let mut said: Vec<String> = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("{command} does not end; it said {said:?}"));
            if let Some(code) = line.strip_prefix(END) {
                // The end of the line before is ours, if that was ended already.
                if said.last().is_some_and(String::is_empty) {
                    said.pop();
                }
                return (code.trim().parse().expect("bash counts"), said.join("\n"));
            }
            said.push(line);
        }
    }

    /// With the node of the test in the place of every other, and what listens here where nothing else does.
    fn here(&self, command: &str) -> String {
        let mut here = command
            .replace("127.0.0.1:9944", &self.node)
            .replace("127.0.0.1:8080", &self.free);
        while let Some(begin) = here.find("wss://") {
            let end =
                here[begin..].find(|letter: char| letter.is_whitespace() || "\"'".contains(letter));
            let end = end.map_or(here.len(), |end| begin + end);
            here.replace_range(begin..end, &format!("ws://{}", self.node));
        }
        here
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let address = listener.local_addr().expect("it has an address");
    address.to_string()
}

impl Drop for Shell {
    fn drop(&mut self) {
        // What a document left running would outlive the shell.
        writeln!(self.input, "kill $(jobs -p)").ok();
        thread::sleep(Duration::from_millis(50));
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
