//! Who sits in a council.

use super::votes::Vote;
use crate::{
    act::Writing,
    code,
    deploy::{remember, Deployed},
    given::address,
    places::Network,
    session::{Common, Session},
};
use answerable_client::{
    alloy_sol_types::{
        private::{Address, U256},
        SolValue,
    },
    council::Council,
    interface::ICouncil,
    json, Act, Amount, AnyChain, CallError, H160,
};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Deploy a council, and remember where.
#[derive(Args)]
pub struct Deploy {
    /// The built contract [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
    #[command(flatten)]
    seats: Seats,
    /// Remember the network under this name [default: its name so far, or dev, or the node's host].
    #[arg(long, value_name = "NAME")]
    save_as: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Args)]
pub struct Change {
    #[command(flatten)]
    seats: Seats,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Args)]
struct Seats {
    /// A member; give it once for each.
    #[arg(long = "member", value_name = "ADDRESS", value_parser = address, num_args = 1.., value_delimiter = ',', required = true)]
    members: Vec<H160>,
    /// So many of them decide. Choose more members than that: a party to a fault has no vote on it.
    #[arg(long, value_name = "NUMBER")]
    threshold: u8,
}

impl Seats {
    fn members(&self) -> Vec<Address> {
        self.members.iter().map(|member| member.0.into()).collect()
    }
}

impl Deploy {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let code = code::read(self.code, code::COUNCIL)?;
        let network = common.network()?;
        let session = common.open().await?;
        let signer = session.signer(&self.writing.signing).await?;
        let act = Act::Deploy {
            code,
            input: (self.seats.members(), U256::from(self.seats.threshold)).abi_encode_params(),
            salt: None,
        };
        let done = session
            .perform(
                &self.writing,
                &signer,
                act,
                Amount::ZERO,
                CallError::of_council,
            )
            .await?;
        let Some(address) = done.deployed else {
            return done.tell(&session, &[]);
        };
        let remembered = Network {
            council: Some(format!("{address:?}")),
            ..network
        };
        let deployed = Deployed {
            done: &done,
            text: format!("council   {address:?}"),
            json: json!({}),
        };
        let name = self.save_as.as_deref();
        remember(&session, common, name, &remembered, &deployed)
    }
}

impl Change {
    pub fn vote(self) -> (Vote, Writing) {
        let vote = Vote::Seats(ICouncil::voteSeatsCall {
            members: self.seats.members(),
            threshold: self.seats.threshold,
        });
        (vote, self.writing)
    }
}

pub async fn show_seats(session: &Session, council: &Council<'_, AnyChain>) -> anyhow::Result<()> {
    let seats = council.view(&ICouncil::seatsCall {}).await?;
    let address = council.address();
    session.answer(
        || {
            let mut answer = json::returned::<ICouncil::seatsCall>(&seats);
            answer["council"] = json!(format!("{address:?}"));
            answer
        },
        |out| {
            writeln!(
                out,
                "council {address:?}: {} of {} members decide; term {}",
                seats.threshold,
                seats.members.len(),
                seats.term
            )?;
            for member in &seats.members {
                writeln!(out, "{}", crate::sentences::who(*member))?;
            }
            Ok(())
        },
    )
}
