//! Everything a Rust program needs to work with answerable on a chain.
//!
//! - [`Rpc`] is a chain behind a node, `Embedded` the real runtime in this process. Both are a [`Chain`].
//! - [`Answerable`] is an instance of the contract: it sends every message of [`interface::IAnswerable`] and asks every
//!   view, with types. A refusal is a [`CallError`] with its [`Reason`]; its text is a sentence with the next step.
//! - [`trace`] and [`batch`]: traces as JSON, their ids, and a million of them under one hash, each with a proof.
//! - [`events`] follows what an instance tells of, block after final block, across lost connections.
//! - [`json`], [`display`] and [`sentences`] are for scripts and for people.
//! - `index` keeps what an instance told of in a database, where it can be listed.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use answerable_client::{
//!     display, interface::{self, IAnswerable::{accountCall, ownUpCall, pledgeCall, recordCall, reportCall, uncoveredStepsCall}},
//!     trace::{Origin, Trace}, Amount, Answerable, CallError, Code, Embedded, Reason, Setup, Signer,
//! };
//!
//! // Rpc::connect("ws://127.0.0.1:9944") for a node.
//! let chain = Embedded::new()?;
//! let [alice, bob, charlie] = ["alice", "bob", "charlie"].map(|name| Signer::dev(name).unwrap());
//! # let target = std::env::var("CARGO_TARGET_DIR");
//! # let target = target.unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../target").into());
//! # let built = std::path::Path::new(&target).join("contracts");
//! let code = Code::built(&built)?;
//! let setup = Setup::for_development(alice.address());
//! let (contract, _) = Answerable::deploy(&chain, &alice, code, &setup).await?;
//!
//! // Alice records what a model answered to Charlie.
//! let trace = Trace::from_json(&format!(r#"{{
//!     "requester": "{:?}",
//!     "input": "0x94c58e36f93af84b7aaa6f1f298e1f17719ac0f716089415dd7b0fc52462140b",
//!     "output": "0x541ea4ca4b3a3f8947d82ca696bb6811c3c77060b9b343de18406035abfcaa8d",
//!     "at": 1767225601,
//!     "steps": [{{
//!         "kind": "model",
//!         "actor": "0x000000000000000000000000000000000000ac00",
//!         "commitment": "0x49164ae2091e896de21627180f64aa8a4de9ea418a7c2cee893ba6362cc277a5"
//!     }}]
//! }}"#, charlie.address()))?;
//! let origin = Origin { contract: contract.address(), recorder: alice.address() };
//! let id = trace.id(origin).0.0.into();
//! let record = recordCall {
//!     requester: trace.requester.0.into(),
//!     input: trace.input.0.into(),
//!     output: trace.output.0.into(),
//!     at: trace.at,
//!     steps: trace.packed_steps().into(),
//!     terms: 1,
//! };
//! contract.send(&alice, &record, Amount::ZERO).await?;
//!
//! // Nobody answers for step 1, until Bob does. What he brings along is his until he promises it.
//! assert_eq!(contract.view(&uncoveredStepsCall { trace: id }).await?, 1 << 1);
//! let tokens = |text| display::parse_tokens(text).unwrap();
//! let word = |text| interface::word(tokens(text));
//! let pledge = pledgeCall { trace: id, step: 1, cover: word("2") };
//! let refused = contract.send(&bob, &pledge, tokens("1")).await.unwrap_err();
//! assert!(matches!(refused, CallError::Refused(Reason::InsufficientFree { .. })));
//! println!("{refused}");
//! contract.send(&bob, &pledge, tokens("3")).await?;
//!
//! // The step failed. Bob owns up, and Charlie has his money.
//! let report = reportCall {
//!     trace: id,
//!     step: 1,
//!     loss: word("1.5"),
//!     evidence: [7; 32].into(),
//!     uri: "ipfs://evidence".into(),
//! };
//! contract.send(&charlie, &report, tokens("0.01")).await?;
//! contract.send(&bob, &ownUpCall { fault: 1 }, Amount::ZERO).await?;
//! let charlies = contract.view(&accountCall { owner: charlie.address().0.into() }).await?;
//! assert_eq!(charlies.free, word("1.51"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answerable;
#[cfg(feature = "embedded")]
mod any_chain;
mod artifact;
pub mod batch;
mod chain;
mod codec;
pub mod council;
mod deployment;
pub mod display;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
pub mod events;
mod explain;
mod found;
mod funds;
pub mod history;
#[cfg(feature = "explorer")]
pub mod index;
pub mod interface;
pub mod json;
pub mod message;
pub mod names;
pub mod picture;
mod rpc;
pub mod sentences;
#[cfg(feature = "explorer")]
pub mod serve;
mod setup;
mod signer;
pub mod trace;
pub mod trial;

pub use alloy_sol_types;
pub use answerable::{accepted, attempt, native, prepare, why, Answerable, CallError};
pub use answerable_protocol::{Amount, Bps, Reason, Seconds, State, Terms, Time, Windows};
#[cfg(feature = "embedded")]
pub use any_chain::AnyChain;
pub use artifact::{read_contract, Code};
pub use chain::{
    AccountId, Act, Block, Chain, DryRun, Included, Limits, Log, Outcome, Prepared, Receipt, Spent,
    Weight,
};
pub use codec::{Codec, SignerPayload};
pub use deployment::{annex, annex_of};
#[cfg(feature = "embedded")]
pub use embedded::{Cell, Embedded, Observed, Snapshot};
pub use error::ChainError;
pub use explain::{explain, CouncilRefusal};
pub use found::{Found, NotFound};
pub use funds::{require_funds, Shortage};
pub use primitive_types::{H160, H256, U256};
pub use rpc::{At, Rpc};
pub use setup::Setup;
pub use signer::{
    account_text, address_of, keccak_256, parse_account, Signer, DEMO_PEOPLE, DEV_ACCOUNTS,
};
