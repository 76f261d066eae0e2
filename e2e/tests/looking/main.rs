//! What people see of a trace says what the chain says: drawn, shown and exported.

#[allow(dead_code)] // Other stories need the rest.
#[path = "../journeys/acts.rs"]
mod acts;
mod batch;
mod export;
mod history;
mod show;
mod story;
mod turns;

use answerable_e2e::{journey::Stage, program::Terminal};
use story::Told;

/// A terminal that knows where the story is played.
struct Onlooker {
    terminal: Terminal,
    contract: String,
}

impl Onlooker {
    fn of(stage: &Stage) -> Self {
        Self {
            terminal: Terminal::on(&stage.url()),
            contract: format!(" --contract {:?}", stage.answerable),
        }
    }

    fn says(&self, words: &str) -> String {
        self.terminal.says(&format!("{words}{}", self.contract))
    }

    fn tells(&self, words: &str) -> serde_json::Value {
        self.terminal.tells(&format!("{words}{}", self.contract))
    }

    fn fails(&self, words: &str) -> (i32, String) {
        self.terminal.fails(&format!("{words}{}", self.contract))
    }

    fn run(&self, words: &str) -> std::process::Output {
        self.terminal.run(&format!("{words}{}", self.contract))
    }
}
