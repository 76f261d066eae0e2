//! `answerable demo`: what exists, played with its money.

use crate::OnChain;
use answerable_client::{
    display::{tokens as shown, TOKEN},
    Amount, Answerable, AnyChain, CallError, Chain, Reason, Receipt, Setup, Signer,
};
use anyhow::bail;
use std::io::Write;

/// What one act of the story cost whoever signed it.
struct Cost {
    act: &'static str,
    receipt: Receipt,
}

const fn tokens(count: u128) -> Amount {
    Amount::new(count * TOKEN)
}

pub async fn play(on: OnChain, out: &mut impl Write) -> anyhow::Result<()> {
    let code = on.code()?;
    let chain = AnyChain::open(&on.chain).await?;
    let (alice, bob) = (Signer::dev("alice")?, Signer::dev("bob")?);
    let mut costs = Vec::new();
    let mut pay = |act, receipt| costs.push(Cost { act, receipt });

    writeln!(out, "The story is played on {}.\n", on.chain)?;
    let setup = Setup::for_development(alice.address());
    let (contract, receipt) = Answerable::deploy(&chain, &alice, code, &setup).await?;
    pay("deploy", receipt);
    writeln!(
        out,
        "Alice deploys the contract at {:?}. It holds nobody's money yet.",
        contract.address()
    )?;

    pay("deposit", contract.deposit(&bob, tokens(5)).await?);
    writeln!(
        out,
        "Bob deposits 5 tokens. They are his: free, and backing nothing."
    )?;

    pay("withdraw", contract.withdraw(&bob, tokens(2)).await?);
    writeln!(out, "Bob takes 2 out again.")?;

    let refused = contract.withdraw(&bob, tokens(4)).await;
    let Err(CallError::Refused(Reason::InsufficientFree { needed, free, .. })) = refused else {
        bail!("the contract let Bob take more than he has: {refused:?}");
    };
    writeln!(
        out,
        "Bob asks for {} more. He is told that {} is free, and the attempt costs nothing.",
        shown(needed),
        shown(free)
    )?;

    writeln!(out, "\n  account   free")?;
    for (name, signer) in [("alice", &alice), ("bob", &bob)] {
        let free = contract.free_of(signer.address()).await?;
        writeln!(out, "  {name:<8}  {}", shown(free))?;
    }
    writeln!(out, "  all       {}", shown(contract.accounted().await?))?;

    writeln!(
        out,
        "\n  act         ref_time µs   proof bytes   fee in tokens"
    )?;
    for Cost { act, receipt } in &costs {
        writeln!(
            out,
            "  {act:<10} {:>12} {:>13}   {}",
            receipt.weight.ref_time / 1_000_000,
            receipt.weight.proof_size,
            shown(Amount::new(receipt.fee.saturating_mul(chain.ratio())))
        )?;
    }
    Ok(())
}
