//! The built contract under calldata of all sorts, for fuzzers.

mod books;
mod call;
mod messages;

pub use call::CALL_BYTES;

use crate::{
    system::{refusal, OnChain},
    world::World,
};
use answerable_client::{alloy_sol_types::SolInterface, interface::IAnswerable::IAnswerableCalls};
use answerable_model::{Refused, System};
use books::Books;
use call::{Call, Words};
use messages::Message;

/// What the inputs start from: a moment in which every message is possible.
pub struct Calldata {
    world: World,
    books: Books,
    messages: Vec<Message>,
    words: Words,
}

/// One call and how it ended.
#[derive(Clone, Debug)]
pub struct Trial {
    pub call: Call,
    pub end: End,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Done {
        /// How many cells it wrote.
        cells: usize,
        /// The first topics of what it emitted.
        events: Vec<[u8; 4]>,
    },
    /// With an error of the interface, by its selector.
    Refused([u8; 4]),
    /// ink could not read the calldata, and says so in its own words: `Err(LangError::CouldNotReadInput)`.
    Unread,
    /// ink traps where value comes with a message that takes none.
    Unpayable,
}

impl Calldata {
    pub fn new() -> Self {
        let world = World::new();
        Self {
            messages: messages::all(&world),
            words: Words::new(&world),
            books: Books::read(&world.chain),
            world,
        }
    }

    /// Every message that inputs are made of, by its selector.
    pub fn selectors(&self) -> impl Iterator<Item = [u8; 4]> + '_ {
        self.messages.iter().filter_map(Message::selector)
    }

    /// Makes the calls that these bytes are, and looks at the contract after each. What is wrong comes with
    /// the calls that led there.
    pub fn tried(&self, bytes: &[u8]) -> Result<Vec<Trial>, String> {
        let mut chain = self.world.chain.fork();
        let mut books = self.books.clone();
        let mut words = self.words.clone();
        let mut now = self.world.now;
        let mut trials: Vec<Trial> = Vec::new();
        for record in bytes.chunks(CALL_BYTES) {
            let call = call::call_in(record, &self.messages, &words);
            now = now.saturating_add(call.wait).min(END_OF_TIME);
            chain.wait_until(now);
            let end = self
                .make(&mut chain, &mut books, &mut words, &call)
                .map_err(|wrong| told(&trials, &call, &wrong))?;
            trials.push(Trial { call, end });
        }
        Ok(trials)
    }

    fn make(
        &self,
        chain: &mut OnChain,
        books: &mut Books,
        words: &mut Words,
        call: &Call,
    ) -> Result<End, String> {
        let kept = chain.chain().kept();
        match chain.call(call.sender, call.value, call.input.clone()) {
            Ok((returned, receipt)) => {
                let cells = chain.chain().written().len();
                let changed = chain.chain().kept() != kept;
                let view = self.message(call).is_some_and(|message| message.view);
                if view && changed {
                    return Err("a view wrote something".into());
                }
                books.after_success(chain, call, &receipt)?;
                words.learn(&returned);
                let first = |topic: answerable_client::H256| topic.0.first_chunk().copied();
                let logs = receipt.logs.iter();
                let events = logs
                    .filter_map(|log| log.topics.first().copied().and_then(first))
                    .collect();
                Ok(End::Done { cells, events })
            }
            Err(data) => {
                if chain.chain().kept() != kept {
                    return Err("a refused call left something behind".into());
                }
                books.after_refusal(chain, call)?;
                self.why(call, &data)
            }
        }
    }

    fn why(&self, call: &Call, data: &[u8]) -> Result<End, String> {
        if data == [1, 1] {
            return Ok(End::Unread);
        }
        match (data.first_chunk(), refusal(data)) {
            (_, Some(Refused::Unsound)) => return Err("the contract itself finds a bug".into()),
            (Some(selector), Some(_)) => return Ok(End::Refused(*selector)),
            _ => {}
        }
        let words = String::from_utf8_lossy(data);
        let unpayable = self.message(call).is_some_and(|message| !message.payable);
        if call.value > 0 && unpayable && words.contains("ContractTrapped") {
            return Ok(End::Unpayable);
        }
        Err(format!("it ends with {words} {data:02x?}"))
    }

    /// The message that ink will take the call for: calldata that is cut reads as zeros.
    fn message(&self, call: &Call) -> Option<&Message> {
        let selector = call.selector();
        let mut all = self.messages.iter();
        all.find(|message| message.selector() == Some(selector))
    }
}

impl Default for Calldata {
    fn default() -> Self {
        Self::new()
    }
}

/// The year 2100: the chain counts milliseconds, and every deadline is long over.
const END_OF_TIME: u64 = 4_102_444_800;

impl Trial {
    /// What is new about it, for a fuzzer that sees nothing of what goes on inside the contract.
    pub fn features(&self, before: Option<&Trial>) -> Vec<Vec<u8>> {
        let selector = self.call.selector();
        let feature = |kind: u8, what: &[u8]| [&[kind], &selector[..], what].concat();
        match &self.end {
            End::Done { cells, events } => {
                let after = before.map_or([0; 4], |trial| trial.call.selector());
                let told = events.iter().map(|event| feature(0, event));
                let written = feature(1, &cells.to_be_bytes());
                told.chain([written, feature(2, &after)]).collect()
            }
            End::Refused(error) => vec![feature(3, error)],
            End::Unread => vec![feature(4, &[])],
            End::Unpayable => vec![feature(5, &[])],
        }
    }
}

fn told(trials: &[Trial], last: &Call, wrong: &str) -> String {
    let mut lines: Vec<String> = trials
        .iter()
        .map(|trial| format!("{} → {:?}", trial.call, trial.end))
        .collect();
    lines.push(format!("{last} → {wrong}"));
    lines.join("\n")
}

/// The name of a message of the interface.
fn name(selector: [u8; 4]) -> Option<&'static str> {
    let signature = IAnswerableCalls::signature_by_selector(selector)?;
    signature.split('(').next()
}

/// Whether the interface has it.
pub fn every_selector() -> impl Iterator<Item = [u8; 4]> {
    IAnswerableCalls::selectors()
}
