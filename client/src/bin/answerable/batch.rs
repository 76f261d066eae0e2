//! Many traces at once: anchored under one hash, each with a proof for its requester.

use crate::{
    act::{Paying, Writing},
    faults::Evidence,
    files,
    given::{amount, hash},
    progress,
    responsibility::OnTerms,
    session::{Common, Session},
};
use answerable_client::{
    batch::{Progress, Proof, TreeFile},
    interface::{word, IAnswerable},
    names::counted,
    trace::{Origin, TraceId},
    Amount, H256,
};
use anyhow::{ensure, Context};
use clap::Args;
use std::{
    ffi::OsString,
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    str::FromStr,
};

/// Anchor a file of traces, one object of JSON a line, in one call.
///
/// The tree over them is kept in a file beside it. A trace counts for its requester only once its proof was
/// delivered: `answerable proof` takes them out of that file.
#[derive(Args)]
pub struct Anchor {
    /// The traces.
    traces: PathBuf,
    /// Keep the tree in this file [default: the traces' name with .tree behind it].
    #[arg(long, value_name = "FILE")]
    tree: Option<PathBuf>,
    /// What the batch says of where its traces are [default: the Keccak-256 of the file of traces].
    #[arg(long, value_name = "HASH", value_parser = hash)]
    uri_hash: Option<H256>,
    /// Draw on a mandate, as MANDATE:TOKENS for each trace; at most four.
    #[arg(long, value_name = "DRAW")]
    cover: Vec<BatchDraw>,
    #[command(flatten)]
    terms: OnTerms,
    #[command(flatten)]
    paying: Paying,
}

/// One draw on a mandate, for each trace.
#[derive(Clone)]
struct BatchDraw {
    mandate: u64,
    per_trace: Amount,
}

impl FromStr for BatchDraw {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a draw is MANDATE:TOKENS, such as 7:2.5".to_owned();
        let (mandate, per_trace) = text.split_once(':').ok_or_else(wrong)?;
        Ok(Self {
            mandate: mandate.parse().map_err(|_| wrong())?,
            per_trace: amount(per_trace)?,
        })
    }
}

impl Anchor {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let Paying { writing, attach } = self.paying;
        let session = common.open().await?;
        session.contract().await?;
        let origin = Origin {
            contract: session.address()?,
            recorder: session.signer(&writing.signing).await?.address(),
        };
        let terms = self.terms.version(&session).await?;
        let path = self.tree.unwrap_or_else(|| tree_of(&self.traces));
        let tree = build(&self.traces, &path, origin)?;
        if !session.json {
            let (traces, name) = (counted(tree.traces(), "trace"), path.display());
            anstream::println!("the tree over {traces} is in {name}");
        }
        let uri_hash = self.uri_hash.unwrap_or_else(|| tree.source_hash());
        let (root, uri_hash) = (tree.root().0 .0.into(), uri_hash.0.into());
        let depth = tree.depth();
        if self.cover.is_empty() && attach == Amount::ZERO {
            let message = IAnswerable::anchorCall {
                root,
                depth,
                uriHash: uri_hash,
                terms,
            };
            return session.send(&writing, message, attach).await;
        }
        let draws = self.cover.iter().map(|draw| IAnswerable::BatchDraw {
            mandate: draw.mandate,
            perTrace: word(draw.per_trace),
        });
        let message = IAnswerable::anchorCoveredCall {
            root,
            depth,
            uriHash: uri_hash,
            terms,
            cover: draws.collect(),
        };
        session.send(&writing, message, attach).await
    }
}

fn tree_of(traces: &Path) -> PathBuf {
    let mut name = OsString::from(traces);
    name.push(".tree");
    name.into()
}

fn build(traces: &Path, path: &Path, origin: Origin) -> anyhow::Result<TreeFile> {
    let bar = progress::counting("reading");
    let built = TreeFile::build(traces, path, origin, &mut |progress| match progress {
        Progress::Reading { bytes, of, .. } => progress::show(&bar, "reading", bytes, of),
        Progress::Hashing { nodes, of } => progress::show(&bar, "hashing", nodes, of),
        Progress::Writing { bytes, of } => progress::show(&bar, "writing", bytes, of),
    });
    bar.finish_and_clear();
    Ok(built?)
}

/// Take a trace's proof out of a batch's tree, for its requester to keep.
#[derive(Args)]
pub struct TakeProof {
    /// The tree, as `answerable anchor` left it.
    tree: PathBuf,
    /// The trace, by its id.
    #[arg(long, value_name = "TRACE", value_parser = hash, required_unless_present_any = ["line", "all"])]
    trace: Option<H256>,
    /// The trace, by its line in the file of traces, from 1.
    #[arg(long, conflicts_with = "trace")]
    line: Option<u64>,
    /// The proofs of all traces, one a line.
    #[arg(long, conflicts_with_all = ["trace", "line"])]
    all: bool,
    /// The batch as which it was anchored.
    #[arg(long)]
    batch: Option<u64>,
    /// The file of traces [default: the tree's name without .tree].
    #[arg(long, value_name = "FILE")]
    traces: Option<PathBuf>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl TakeProof {
    pub fn run(self) -> anyhow::Result<()> {
        let traces = match &self.traces {
            Some(traces) => traces.clone(),
            None => traces_of(&self.tree)?,
        };
        let mut tree = TreeFile::open(&self.tree)?;
        let named = |proof: Proof| match self.batch {
            Some(batch) => proof.anchored_as(batch),
            None => proof,
        };
        let Some(path) = &self.out else {
            let out = &mut std::io::stdout().lock();
            return self.write(&mut tree, &traces, named, out);
        };
        let mut out = BufWriter::new(files::beside(path)?);
        self.write(&mut tree, &traces, named, &mut out)?;
        files::keep(out.into_inner()?, path)
    }

    fn write(
        &self,
        tree: &mut TreeFile,
        traces: &Path,
        named: impl Fn(Proof) -> Proof,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        if !self.all {
            let proof = match (self.trace, self.line) {
                (Some(trace), _) => tree.proof_of(TraceId(trace), traces)?,
                (None, line) => tree.proof_of_line(line.unwrap_or_default(), traces)?,
            };
            writeln!(out, "{}", named(proof).to_json())?;
            return Ok(());
        }
        let bar = progress::counting("proofs");
        for line in 1..=tree.traces() {
            let proof = named(tree.proof_of_line(line, traces)?);
            let value: serde_json::Value = serde_json::from_str(&proof.to_json())?;
            writeln!(out, "{value}")?;
            progress::show(&bar, "proofs", line, tree.traces());
        }
        bar.finish_and_clear();
        Ok(())
    }
}

fn traces_of(tree: &Path) -> anyhow::Result<PathBuf> {
    ensure!(
        tree.extension().is_some_and(|it| it == "tree"),
        "the traces of {} are in a file of another name; say which with --traces FILE",
        tree.display()
    );
    Ok(tree.with_extension(""))
}

/// Which proof, and out of which batch.
#[derive(Args)]
pub struct Proven {
    /// The proof, as the recorder gave it to you.
    proof: PathBuf,
    /// The batch [default: the one that the proof names].
    #[arg(long)]
    batch: Option<u64>,
}

impl Proven {
    pub fn of(proof: PathBuf, batch: Option<u64>) -> Self {
        Self { proof, batch }
    }

    /// The proof, once it was seen to hold for the batch on the chain.
    pub async fn read(&self, session: &Session) -> anyhow::Result<(u64, Proof)> {
        let name = self.proof.display();
        let text = fs::read_to_string(&self.proof)
            .with_context(|| format!("cannot read the proof in {name}"))?;
        let proof = Proof::from_json(&text)?;
        let contract = session.contract().await?;
        let (meant, made_for) = (contract.address(), proof.origin().contract);
        ensure!(
            meant == made_for,
            "the proof in {name} is for the contract {made_for:?}, and {meant:?} is meant here; name the other one with --contract"
        );
        let batch = self.batch.or_else(|| proof.batch()).with_context(|| {
            format!("the proof in {name} does not name its batch; say which with --batch")
        })?;
        let anchored = contract.view(&IAnswerable::batchCall { batch }).await?;
        proof.check_batch(&anchored)?;
        Ok((batch, proof))
    }
}

/// Store a trace out of a batch.
#[derive(Args)]
pub struct Open {
    #[command(flatten)]
    proven: Proven,
    #[command(flatten)]
    writing: Writing,
}

impl Open {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let (batch, proof) = self.proven.read(&session).await?;
        let message = IAnswerable::openCall {
            batch,
            data: proof.call_data(),
            proof: proof.call_proof(),
        };
        session.send(&self.writing, message, Amount::ZERO).await
    }
}

/// Store a trace out of a batch, if nobody did, and report that a step of it failed.
#[derive(Args)]
pub struct OpenAndReport {
    #[command(flatten)]
    proven: Proven,
    /// The step, from 1.
    step: u8,
    /// What the requester lost, in tokens.
    #[arg(value_parser = amount)]
    loss: Amount,
    #[command(flatten)]
    evidence: Evidence,
    #[command(flatten)]
    paying: Paying,
}

impl OpenAndReport {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let (batch, proof) = self.proven.read(&session).await?;
        let message = IAnswerable::openAndReportCall {
            batch,
            data: proof.call_data(),
            proof: proof.call_proof(),
            step: self.step,
            loss: word(self.loss),
            evidence: self.evidence.evidence.0.into(),
            uri: self.evidence.uri,
        };
        session
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}
