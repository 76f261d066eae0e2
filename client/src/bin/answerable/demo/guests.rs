//! The story on a contract that is there already, and that others may be using, too.

use super::{
    people::{Cast, Person},
    stage::Stage,
};
use crate::session::Session;
use answerable_client::{
    alloy_sol_types::private::Address,
    interface::IAnswerable::{
        acceptGovernanceCall, accountCall, officeCall, proposeGovernanceCall, setTreasuryCall,
        withdrawCall,
    },
    Amount, Answerable, Found, Signer, DEV_ACCOUNTS, H160,
};
use anyhow::{ensure, Context};

/// Where the story is a guest, and of whom.
#[derive(Clone)]
pub struct Guests {
    pub contract: H160,
    /// The version of the terms that is current there.
    pub terms: u32,
    /// Who governs, unless Gwen does already.
    pub host: Option<Person>,
    /// Who gets the penalties otherwise.
    treasury: Address,
}

impl Guests {
    /// Looks whether the story can be played there.
    pub async fn of(session: &Session, contract: H160, cast: &Cast) -> anyhow::Result<Self> {
        session.require(Found::Answerable, contract).await?;
        let there = Answerable::at(&session.chain, contract);
        let office = there.view(&officeCall {}).await?;
        ensure!(
            office.intakeOpen,
            "governance of {contract:?} has closed its intake, so nothing can be recorded there; open it, or leave --contract out to play on a contract of the story's own. Nothing was done"
        );
        Ok(Self {
            contract,
            terms: office.terms,
            host: host(office.governance, cast, contract)?,
            treasury: office.treasury,
        })
    }
}

/// Who has the office that Gwen is to have, if she has not.
fn host(governance: Address, cast: &Cast, contract: H160) -> anyhow::Result<Option<Person>> {
    if governance == cast.gwen.address() {
        return Ok(None);
    }
    for name in DEV_ACCOUNTS {
        let signer = Signer::dev(name)?;
        let part = "governs the contract otherwise";
        let person = Person { name, part, signer };
        if person.address() == governance {
            return Ok(Some(person));
        }
    }
    let governance = crate::sentences::who(governance);
    anyhow::bail!("{governance} governs {contract:?}, and the story needs one of the accounts of development chains to; leave --contract out to play on a contract of the story's own. Nothing was done")
}

/// Takes out of the contract what somebody has there from an earlier play, which may have been stopped half way.
pub async fn takes_home(stage: &Stage<'_>, person: &Person) -> anyhow::Result<()> {
    let owner = person.address();
    let free = stage.sees(&accountCall { owner }).await?.free;
    if !free.is_zero() {
        let withdraw = withdrawCall { amount: free };
        let there = Answerable::at(stage.chain, stage.contract);
        there.send(&person.signer, &withdraw, Amount::ZERO).await?;
    }
    Ok(())
}

/// Gwen gets the office, and Tess the penalties.
pub async fn take_office(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let cast = stage.cast;
    let tess = cast.tess.address();
    let guests = stage.guests.clone().context("the story is no guest")?;
    let governs = guests.host.as_ref().unwrap_or(&cast.gwen);
    if guests.treasury != tess {
        let names = setTreasuryCall { treasury: tess };
        stage.does(governs, &names, Amount::ZERO).await?;
    }
    if let Some(host) = &guests.host {
        hands_over(stage, host, &cast.gwen).await?;
    }
    Ok(())
}

/// All is as it was.
pub async fn give_back(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let cast = stage.cast;
    let guests = stage.guests.clone().context("the story is no guest")?;
    if guests.treasury != cast.tess.address() {
        let names = setTreasuryCall {
            treasury: guests.treasury,
        };
        stage.does(&cast.gwen, &names, Amount::ZERO).await?;
    }
    if let Some(host) = &guests.host {
        hands_over(stage, &cast.gwen, host).await?;
    }
    Ok(())
}

async fn hands_over(stage: &mut Stage<'_>, from: &Person, to: &Person) -> anyhow::Result<()> {
    let propose = proposeGovernanceCall {
        proposed: to.address(),
    };
    stage.does(from, &propose, Amount::ZERO).await?;
    stage
        .does(to, &acceptGovernanceCall {}, Amount::ZERO)
        .await?;
    Ok(())
}
