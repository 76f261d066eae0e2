//! Doing something on the chain: tried first, written down, sent, waited for, told.

use crate::{
    pending::Pending,
    progress, sentences,
    session::{Common, Session},
    signing::Signing,
};
use answerable_client::{
    alloy_sol_types::{SolCall, SolEvent},
    display, json, keccak_256, native, prepare,
    trial::{amount_of, Cost, Deposit, Trial},
    why, Act, Amount, CallError, Chain, ChainError, Included, Limits, Log, Prepared, Receipt,
    Signer, H160, H256,
};
use clap::Args;
use serde_json::{json, Value};
use std::io::{self, Write};

/// Options of every command that writes.
#[derive(Args, Clone)]
pub struct Writing {
    #[command(flatten)]
    pub signing: Signing,
    /// Show what it would do and cost, and submit nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// The same for commands that money may go with.
#[derive(Args, Clone)]
pub struct Paying {
    #[command(flatten)]
    pub writing: Writing,
    /// Bring this much along out of your own account; what is not needed is yours, free in the contract.
    #[arg(long, value_name = "TOKENS", value_parser = crate::given::amount, default_value = "0")]
    pub attach: Amount,
}

/// What a command came to.
pub struct Done {
    pub logs: Vec<Log>,
    /// The new contract's address, after a deployment.
    pub deployed: Option<H160>,
    cost: Cost,
    end: End,
}

enum End {
    /// Nothing was submitted.
    Tried,
    Submitted(Receipt),
    /// It was submitted by an earlier command that did not live to tell of it.
    Earlier(Receipt),
}

impl Common {
    /// Sends a message of the interface, and tells what came of it.
    pub async fn send<M: SolCall>(
        &self,
        writing: &Writing,
        message: M,
        attached: Amount,
    ) -> anyhow::Result<()> {
        self.open().await?.send(writing, message, attached).await
    }
}

impl Session {
    /// Sends a message of the interface, and tells what came of it.
    pub async fn send<M: SolCall>(
        &self,
        writing: &Writing,
        message: M,
        attached: Amount,
    ) -> anyhow::Result<()> {
        self.send_call(writing, message.abi_encode(), attached)
            .await
    }

    /// The same with a message that is encoded already.
    pub async fn send_call(
        &self,
        writing: &Writing,
        input: Vec<u8>,
        attached: Amount,
    ) -> anyhow::Result<()> {
        let signer = self.signer(&writing.signing).await?;
        let to = self.contract().await?.address();
        let act = Act::Call { to, input };
        let refused = CallError::of_answerable;
        let done = self
            .perform(writing, &signer, act, attached, refused)
            .await?;
        done.tell(self, &[to])
    }

    pub async fn signer(&self, signing: &Signing) -> anyhow::Result<Signer> {
        signing.signer(self.is_development().await?)
    }

    /// Does something, or only tries it. What an earlier command began is finished instead of done again.
    pub async fn perform(
        &self,
        writing: &Writing,
        signer: &Signer,
        act: Act,
        attached: Amount,
        refused: fn(ChainError) -> CallError,
    ) -> anyhow::Result<Done> {
        let value = native(&self.chain, attached)?;
        if writing.dry_run {
            let Trial { logs, cost } =
                Trial::of(&self.chain, signer, &act, attached, refused).await?;
            return Ok(Done {
                logs,
                deployed: None,
                cost,
                end: End::Tried,
            });
        }
        let pending = Pending::open(&self.chain, signer)?;
        let name = name_of(&act, value);
        if let Some(earlier) = pending.earlier(&self.chain, signer, &name).await? {
            match self.chain.codec().receipt(earlier.included) {
                Ok(receipt) if earlier.same => {
                    return Ok(self.done(receipt, None, attached, End::Earlier));
                }
                Ok(receipt) => tell_of_another(&receipt),
                // The chain undid it.
                Err(ChainError::Failed { .. } | ChainError::Reverted { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let run = prepare(&self.chain, signer, &act, value, refused).await?;
        let waiting = progress::waiting("waiting until it is final");
        let included = self
            .include(&pending, &name, signer, &act, value, run.limits())
            .await;
        waiting.finish_and_clear();
        match self.chain.codec().receipt(included?) {
            Ok(receipt) => Ok(self.done(receipt, Some(run.deposit), attached, End::Submitted)),
            Err(error) => Err(why(&self.chain, signer, &act, value, refused, error)
                .await
                .into()),
        }
    }

    /// Whether an earlier command began this, without money, and did not live to tell of it.
    pub fn has_begun(&self, signer: &Signer, act: &Act) -> anyhow::Result<bool> {
        Pending::open(&self.chain, signer)?.is(&name_of(act, 0))
    }

    /// The transaction is written down before it is sent, until it is known what became of it.
    async fn include(
        &self,
        pending: &Pending,
        name: &str,
        signer: &Signer,
        act: &Act,
        value: u128,
        limits: Limits,
    ) -> anyhow::Result<Included> {
        let after = self.chain.block().await?.number;
        let sign = |nonce| {
            let codec = self.chain.codec();
            let transaction = codec.sign_act(signer, nonce, act, value, limits)?;
            let prepared = Prepared {
                transaction,
                nonce,
                after,
            };
            let kept = pending.write(name, &prepared);
            kept.map_err(|error| ChainError::NotKept {
                reason: format!("{error:#}"),
            })?;
            Ok(prepared.transaction)
        };
        let included = self.chain.include(signer.account(), sign).await;
        // After any other error it may still get into a block, or be in one.
        if matches!(
            included,
            Ok(_) | Err(ChainError::Rejected { .. } | ChainError::NotKept { .. })
        ) {
            pending.forget()?;
        }
        Ok(included?)
    }

    fn done(
        &self,
        receipt: Receipt,
        deposit: Option<i128>,
        attached: Amount,
        end: fn(Receipt) -> End,
    ) -> Done {
        Done {
            logs: receipt.logs.clone(),
            deployed: receipt.deployed,
            cost: Cost::of(&self.chain, &receipt, deposit, attached),
            end: end(receipt),
        }
    }

    /// Native units as an amount.
    pub fn tokens(&self, native: u128) -> Amount {
        amount_of(&self.chain, native)
    }
}

/// Who gives that command again later should know that it is done.
fn tell_of_another(receipt: &Receipt) {
    anstream::eprintln!(
        "Another command of this account was cut short. What it began is done, in block {}:",
        receipt.block.number
    );
    for sentence in receipt.logs.iter().flat_map(sentences::of) {
        anstream::eprintln!("    {sentence}");
    }
}

/// What tells one act from another, so that one given again is known.
fn name_of(act: &Act, value: u128) -> String {
    let mut all = value.to_be_bytes().to_vec();
    match act {
        Act::Call { to, input } => {
            all.extend_from_slice(&to.0);
            all.extend_from_slice(input);
        }
        Act::Deploy { code, input, salt } => {
            all.extend_from_slice(&keccak_256(code));
            all.extend_from_slice(&salt.unwrap_or_default());
            all.extend_from_slice(input);
        }
    }
    const_hex::encode(keccak_256(&all))
}

impl Done {
    /// The block that it is in, if it was submitted.
    pub fn block(&self) -> Option<u64> {
        match &self.end {
            End::Tried => None,
            End::Submitted(receipt) | End::Earlier(receipt) => Some(receipt.block.number),
        }
    }

    /// Tells what these contracts did, or would do, and what it cost.
    pub fn tell(&self, session: &Session, contracts: &[H160]) -> anyhow::Result<()> {
        let told = self.told(contracts)?;
        session.answer(
            || self.as_json(),
            |out| {
                self.tell_events(out, &told)?;
                writeln!(out)?;
                self.tell_cost(out)
            },
        )
    }

    /// What these contracts told of, in sentences.
    pub fn told(&self, contracts: &[H160]) -> anyhow::Result<Vec<String>> {
        let meant = |log: &&Log| contracts.contains(&log.contract);
        let told = self.logs.iter().filter(meant).map(sentences::of);
        Ok(told.collect::<Result<_, _>>()?)
    }

    /// Whether any contract emitted such an event.
    pub fn emitted<E: SolEvent>(&self) -> bool {
        let signature = H256(E::SIGNATURE_HASH.0);
        let mut firsts = self.logs.iter().filter_map(|log| log.topics.first());
        firsts.any(|topic| *topic == signature)
    }

    pub fn tell_events(&self, out: &mut dyn Write, told: &[String]) -> io::Result<()> {
        match &self.end {
            End::Tried => writeln!(out, "This would happen:")?,
            End::Earlier(_) => writeln!(
                out,
                "An earlier command did this already, and was not there to say so; nothing was done now:"
            )?,
            End::Submitted(_) => {}
        }
        for sentence in told {
            writeln!(out, "{sentence}")?;
        }
        Ok(())
    }

    pub fn tell_cost(&self, out: &mut dyn Write) -> io::Result<()> {
        let Cost {
            fee,
            deposit,
            weight,
            attached,
        } = &self.cost;
        let most = if matches!(self.end, End::Tried) {
            "at most "
        } else {
            ""
        };
        writeln!(out, "fee       {most}{}", display::with_unit(*fee))?;
        let moved = match deposit {
            Some(Deposit::Held(amount)) => Some((amount, "held while it is stored")),
            Some(Deposit::Back(amount)) => Some((amount, "given back")),
            None => None,
        };
        if let Some((amount, what)) = moved.filter(|it| !it.0.is_zero()) {
            writeln!(out, "deposit   {}, {what}", display::with_unit(*amount))?;
        }
        if *attached != Amount::ZERO {
            writeln!(out, "attached  {}", display::with_unit(*attached))?;
        }
        let (micros, bytes) = (weight.ref_time / 1_000_000, weight.proof_size);
        writeln!(out, "weight    {micros} µs, {bytes} bytes of proof")?;
        match &self.end {
            End::Tried => writeln!(out, "Nothing was submitted."),
            End::Submitted(receipt) | End::Earlier(receipt) => writeln!(
                out,
                "block     {}, transaction {:?}",
                receipt.block.number, receipt.extrinsic_hash
            ),
        }
    }

    pub fn as_json(&self) -> Value {
        let (submitted, receipt) = match &self.end {
            End::Tried => ("no", None),
            End::Submitted(receipt) => ("now", Some(receipt)),
            End::Earlier(receipt) => ("earlier", Some(receipt)),
        };
        let deposit = self.cost.deposit.as_ref().map(Deposit::signed);
        json!({
            "submitted": submitted,
            "block": receipt.map(|it| it.block.number),
            "transaction": receipt.map(|it| format!("{:?}", it.extrinsic_hash)),
            "deployed": self.deployed.map(|it| format!("{it:?}")),
            "fee": self.cost.fee.units().to_string(),
            "deposit": deposit,
            "attached": self.cost.attached.units().to_string(),
            "weight": { "refTime": self.cost.weight.ref_time, "proofSize": self.cost.weight.proof_size },
            "events": self.logs.iter().map(json::event).collect::<Vec<_>>(),
        })
    }
}
