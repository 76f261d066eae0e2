//! What a stage's chain runs on, where that can fail.

use crate::Node;
use std::{
    env, fs,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// A node, and a folder for its data that goes with it.
pub struct Machine {
    node: Node,
    folder: PathBuf,
}

impl Machine {
    pub fn start() -> Self {
        static MACHINES: AtomicU32 = AtomicU32::new(0);
        let number = MACHINES.fetch_add(1, Ordering::Relaxed);
        let name = format!("answerable-stage-{}-{number}", process::id());
        let folder = env::temp_dir().join(name);
        let base_path = format!("--base-path={}", folder.display());
        Self {
            node: Node::start(&[&base_path]),
            folder,
        }
    }

    pub fn url(&self) -> &str {
        self.node.url()
    }

    /// Kills the node and starts another on its data and its port.
    pub fn restart(&mut self, flags: &[&str]) {
        self.node.kill();
        let port = self.url().rsplit(':').next();
        let port = port.and_then(|port| port.parse().ok());
        let base_path = format!("--base-path={}", self.folder.display());
        let flags = [&[base_path.as_str()], flags].concat();
        self.node = Node::start_on(port.expect("it listens at a port"), &flags);
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.node.kill();
        fs::remove_dir_all(&self.folder).ok();
    }
}
