//! `answerable show account`

use super::page::Page;
use crate::{
    sentences::{tokens, who},
    session::Common,
    signing::Signing,
};
use answerable_client::{display, interface::IAnswerable, json, Chain, H160};
use clap::Args;
use serde_json::json;

#[derive(Args)]
pub struct Account {
    /// Whose account: an address, a native account, or a development account's name [default: who would sign].
    #[arg(value_parser = crate::given::address)]
    address: Option<H160>,
    #[command(flatten)]
    signing: Signing,
}

impl Account {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let address = match self.address {
            Some(address) => address,
            None => session.signer(&self.signing).await?.address(),
        };
        let contract = session.contract().await?;
        let owner = address.0.into();
        let account = contract.view(&IAnswerable::accountCall { owner }).await?;
        let native = session.chain.account_of(address).await?;
        let outside = session.tokens(session.chain.balance(native).await?);
        let counted = |name: &str, meaning: &str, tally: &IAnswerable::Tally| {
            [
                name.to_owned(),
                tally.times.to_string(),
                tokens(tally.amount),
                meaning.to_owned(),
            ]
        };
        let page = Page::default()
            .fact("account", who(owner))
            .fact(
                "free",
                format!("{}, to withdraw at any time", tokens(account.free)),
            )
            .fact(
                "locked",
                format!("{}, behind its pledges", tokens(account.locked)),
            )
            .fact(
                "outside",
                format!("{}, not in the contract", display::with_unit(outside)),
            )
            .table(
                ["counter", "times", "amount", ""],
                vec![
                    counted("honored", "owned up, and paid", &account.honored),
                    counted("defended", "contested, and was right", &account.defended),
                    counted("lost", "contested, and lost", &account.lost),
                    counted(
                        "undecided",
                        "contested, and nobody ruled",
                        &account.undecided,
                    ),
                    counted("defaulted", "stayed silent", &account.defaulted),
                    counted("volunteered", "stepped forward", &account.volunteered),
                ],
            );
        session.answer(
            || {
                let mut record = json::returned::<IAnswerable::accountCall>(&account);
                record["address"] = json!(who(owner));
                record["balance"] = json!(outside.units().to_string());
                record
            },
            |out| page.write(out),
        )
    }
}
