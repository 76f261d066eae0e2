//! `answerable serve`

use crate::{
    places::{folder, Network},
    progress,
    session::Common,
    stop::Stop,
};
use answerable_client::{
    index::{Index, IndexError, Subject},
    serve::{Explorer, Progress, Settings},
    Found, NotFound, Rpc, H160,
};
use anyhow::{bail, ensure, Context};
use clap::Args;
use indicatif::ProgressBar;
use std::{
    io::{IsTerminal, Write},
    net::SocketAddr,
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

/// Where no terminal is, a line says so often how far it is.
const LINES: Duration = Duration::from_secs(10);

/// Show the contract in a browser: an index of everything that happened, and a page over it.
///
/// Reads the chain's final blocks from the contract's first one on, keeps an index of them, and answers over HTTP until
/// it is told to end, by Ctrl-C or SIGTERM. docs/explorer.md tells what there is to ask, and how to run it for others.
#[derive(Args)]
pub struct Serve {
    /// The address and port to answer at; port 0 for any that is free.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keep the index in this file, or in PostgreSQL: postgres://USER@HOST/DATABASE [default: a file in the folder for
    /// such of the user, named by chain and contract].
    #[arg(long, value_name = "INDEX", env = "ANSWERABLE_INDEX")]
    index: Option<String>,
    /// A name by which others reach it, such as the one that a reverse proxy passes on; can be given several times.
    #[arg(long, value_name = "NAME")]
    host_name: Vec<String>,
    /// Serve the page from this folder instead of the one in the program, for working on it.
    #[arg(long, value_name = "FOLDER")]
    page: Option<PathBuf>,
    /// The block in which the contract was deployed [default: as configured, or the one that the chain knows].
    #[arg(long, value_name = "BLOCK")]
    since: Option<u64>,
}

impl Serve {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let network = common.network()?;
        ensure!(
            network.chain != "embedded",
            "the embedded chain ends with this program, and nothing happens on it; start a node with scripts/dev and name it with --chain dev"
        );
        self.refuse_strangers()?;
        self.require_page()?;
        let stop = Stop::new()?;
        let contract = network.instance(common.contract)?;
        let rpc = Rpc::connect(&network.chain).await?;
        match Found::Answerable.require(&rpc, contract).await {
            Err(NotFound::Chain(error)) => return Err(error.into()),
            found => found?,
        }
        let listener = TcpListener::bind(self.listen).await.with_context(|| {
            format!(
                "cannot answer at {}; another program may do so, end it or choose another port with --listen",
                self.listen
            )
        })?;
        let address = listener.local_addr()?;
        let index = self.index(&rpc, &network, contract).await?;
        let settings = Settings {
            chain: network.chain,
            hosts: self.host_name,
            page: self.page,
        };
        let explorer = Explorer::open(rpc, index, settings).await?;
        say(common.json, contract, address)?;
        let mut teller = Teller::new();
        explorer
            .serve(listener, move |it| teller.tell(it), stopping(stop))
            .await?;
        anstream::eprintln!("Ended in order.");
        Ok(())
    }

    /// Others reach it by a name, and pages of other sites must not reach it by theirs.
    fn refuse_strangers(&self) -> anyhow::Result<()> {
        if self.listen.ip().is_loopback() || !self.host_name.is_empty() {
            return Ok(());
        }
        bail!(
            "at {} others can reach it, and only a request by a name that is known is answered, so that no other site can have its readers' browsers ask here; say by which name it is reached with --host-name, or listen at 127.0.0.1",
            self.listen
        )
    }

    fn require_page(&self) -> anyhow::Result<()> {
        let Some(folder) = &self.page else {
            return Ok(());
        };
        ensure!(
            folder.join("index.html").is_file(),
            "there is no index.html in {}; build the page with `npm run build` in app, and name app/dist",
            folder.display()
        );
        Ok(())
    }

    async fn index(&self, rpc: &Rpc, network: &Network, contract: H160) -> anyhow::Result<Index> {
        let since = self.first_block(rpc, network, contract).await?;
        let mut subject = Subject::of(rpc, contract, since);
        let url = match &self.index {
            Some(url) => url.clone(),
            None => usual_place(&subject)?,
        };
        match Index::open(&url, subject).await {
            // It goes on with the one that it began with, unless another one is asked for.
            Err(IndexError::OtherBeginning { found, .. }) if self.since.is_none() => {
                subject.since = found;
                Ok(Index::open(&url, subject).await?)
            }
            opened => Ok(opened?),
        }
    }

    async fn first_block(
        &self,
        rpc: &Rpc,
        network: &Network,
        contract: H160,
    ) -> anyhow::Result<u64> {
        // What is remembered is of the network's own contract.
        let remembered = network
            .since
            .filter(|_| network.instance(None).is_ok_and(|known| known == contract));
        Ok(match self.since.or(remembered) {
            Some(since) => since.max(1),
            None => rpc.first_block_of(contract).await?,
        })
    }
}

fn usual_place(subject: &Subject) -> anyhow::Result<String> {
    let folder = folder("XDG_STATE_HOME", ".local/state")?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let Subject {
        genesis, contract, ..
    } = subject;
    let file = folder.join(format!("explorer-{genesis:x}-{contract:x}.db"));
    Ok(file.display().to_string())
}

async fn stopping(mut stop: Stop) {
    stop.comes().await;
    anstream::eprintln!("Ending.");
}

fn say(in_json: bool, contract: H160, address: SocketAddr) -> anyhow::Result<()> {
    let url = format!("http://{address}");
    let json = || serde_json::json!({ "contract": format!("{contract:?}"), "url": url });
    crate::session::answer(in_json, json, |out| {
        writeln!(out, "The explorer of {contract:?} is at {url}")
    })?;
    std::io::stdout().flush()?;
    Ok(())
}

/// Tells how far the index is until it has caught up, and when it cannot follow.
struct Teller {
    bar: Option<ProgressBar>,
    first: Option<u64>,
    told: Instant,
    caught_up: bool,
    trouble: Option<String>,
}

impl Teller {
    fn new() -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self {
            bar: terminal.then(|| progress::counting("reading blocks")),
            first: None,
            told: Instant::now(),
            caught_up: false,
            trouble: None,
        }
    }

    fn tell(&mut self, progress: Progress) {
        if self.trouble != progress.trouble {
            match &progress.trouble {
                Some(why) => self.say(&format!(
                    "The index does not follow the chain now, and what it has is still answered: {why}."
                )),
                None => self.say("The index follows the chain again."),
            }
        }
        self.trouble = progress.trouble;
        if !self.caught_up {
            self.tell_how_far(progress.next, progress.behind);
        }
    }

    fn tell_how_far(&mut self, next: u64, behind: u64) {
        let first = *self.first.get_or_insert(next);
        let read = next.saturating_sub(first);
        if behind == 0 && self.trouble.is_none() {
            self.caught_up = true;
            if let Some(bar) = self.bar.take() {
                bar.finish_and_clear();
            }
            self.say(&format!(
                "The index is up to date, with everything before block {next}."
            ));
            return;
        }
        match &self.bar {
            Some(bar) => progress::show(bar, "reading blocks", read, read.saturating_add(behind)),
            None if self.told.elapsed() >= LINES => {
                self.told = Instant::now();
                self.say(&format!("{read} blocks are read, {behind} are left."));
            }
            None => {}
        }
    }

    fn say(&self, sentence: &str) {
        let say = || anstream::eprintln!("{sentence}");
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }
}
