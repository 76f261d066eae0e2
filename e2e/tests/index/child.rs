//! This program again, as one that only reads into an index: something to kill.

use answerable_client::{
    index::{self, Index, IndexError, Subject, Traces},
    Rpc, H160,
};
use answerable_e2e::synthetic::Synthetic;
use std::{
    env,
    process::{Child, Command, ExitCode, Stdio},
    time::Duration,
};

const URL: &str = "ANSWERABLE_INDEX_URL";
const SOURCE: &str = "ANSWERABLE_INDEX_SOURCE";

/// Where a child reads from.
pub enum Source<'a> {
    /// The first blocks of the made-up history.
    Blocks(u64),
    Node {
        url: &'a str,
        subject: Subject,
    },
}

impl Source<'_> {
    fn write(&self) -> String {
        match self {
            Self::Blocks(blocks) => format!("blocks {blocks}"),
            Self::Node { url, subject } => {
                format!("node {url} {:?} {}", subject.contract, subject.since)
            }
        }
    }
}

/// A child that reads into the index at `url`, started by a shell with these words before it.
pub fn command(url: &str, source: &Source) -> Command {
    let own = env::current_exe().expect("this program has a name");
    let mut command = Command::new(own);
    command.env(URL, url).env(SOURCE, source.write());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn start(url: &str, source: &Source) -> Child {
    command(url, source)
        .spawn()
        .expect("a child can be started")
}

/// Does what a child is there for, if this is one.
pub fn run() -> Option<ExitCode> {
    let (url, source) = (env::var(URL).ok()?, env::var(SOURCE).ok()?);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    Some(match runtime.block_on(reads(&url, &source)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

async fn reads(url: &str, source: &str) -> Result<(), IndexError> {
    let words: Vec<&str> = source.split(' ').collect();
    match words[..] {
        ["blocks", blocks] => {
            let index = Index::open(url, Synthetic::subject()).await?;
            let blocks = blocks.parse().expect("it is a number");
            takes_in(&index, blocks).await
        }
        ["node", node, contract, since] => {
            let chain = connects(node).await;
            let contract: H160 = contract.parse().expect("it is an address");
            let since = since.parse().expect("it is a number");
            let index = Index::open(url, Subject::of(&chain, contract, since)).await?;
            index::follow(&chain, &index, |_| {}).await
        }
        _ => panic!("a child reads from nothing like {source}"),
    }
}

/// The node may just be away.
async fn connects(url: &str) -> Rpc {
    loop {
        match Rpc::connect(url).await {
            Ok(chain) => return chain,
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Goes on where the index is, in transactions of a few blocks.
pub async fn takes_in(index: &Index, blocks: u64) -> Result<(), IndexError> {
    let next = index.next_block().await?;
    if next == 1 {
        index.begin(&Synthetic::office()).await?;
    }
    let mut history = Synthetic::new(7);
    let (mut pages, mut traces) = (Vec::new(), Traces::new());
    for number in 1..=blocks {
        let (page, said) = history.next_block();
        if number < next {
            continue;
        }
        pages.push(page);
        traces.extend(said);
        if number % 3 == 0 || number == blocks {
            index.apply(&pages, &traces).await?;
            pages.clear();
            traces.clear();
        }
    }
    Ok(())
}
