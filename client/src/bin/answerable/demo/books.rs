//! Who holds what in the contract, and whether the books balance.

use super::{change::Change, stage::Stage, teller::Grid};
use answerable_client::{
    display::tokens,
    interface::{
        amount,
        IAnswerable::{accountCall, totalsCall},
    },
    Amount, Chain,
};
use anyhow::{bail, ensure};
use serde_json::{json, Value};

/// What the contract keeps for everybody, at one moment.
#[derive(Clone, Default)]
pub struct Books {
    pub held: Vec<Held>,
    pub deposits: Amount,
    pub premiums: Amount,
    /// What those have of whom the story does not tell, on a contract that is not its own.
    pub others: Option<Amount>,
    /// What the contract itself says that it owes.
    pub accounted: Amount,
    /// What it has on the chain, beyond the least that the chain wants of any account.
    pub balance: Amount,
    /// That least.
    pub least: Amount,
}

#[derive(Clone, Copy)]
pub struct Held {
    pub name: &'static str,
    pub free: Amount,
    pub locked: Amount,
}

/// On a contract that others use, too, something may happen between two looks.
const LOOKS: usize = 20;

impl Books {
    /// As they are at one moment.
    pub async fn read(stage: &Stage<'_>) -> anyhow::Result<Self> {
        for _ in 0..LOOKS {
            let before = stage.chain.block().await?.number;
            let books = Self::look(stage).await?;
            if stage.chain.block().await?.number == before {
                return Ok(books);
            }
        }
        bail!("blocks come faster than the books can be read; slow the node down with --block-time, and play again")
    }

    async fn look(stage: &Stage<'_>) -> anyhow::Result<Self> {
        let mut held = Vec::new();
        for person in stage.cast.everybody() {
            let owner = person.address();
            let account = stage.sees(&accountCall { owner }).await?;
            held.push(Held {
                name: person.name,
                free: amount(account.free),
                locked: amount(account.locked),
            });
        }
        let totals = stage.sees(&totalsCall {}).await?;
        let contract = stage.chain.account_of(stage.contract).await?;
        let has = stage.chain.balance(contract).await?;
        let has = Amount::new(has.saturating_mul(stage.chain.ratio()));
        let accounted = amount(totals.accounted);
        // What it has above what it owes when it is looked at for the first time.
        let least = if stage.books.held.is_empty() {
            has.less(accounted)
        } else {
            stage.books.least
        };
        let mut books = Self {
            held,
            deposits: amount(totals.deposits),
            premiums: amount(totals.premiums),
            others: None,
            accounted,
            balance: has.less(least),
            least,
        };
        if stage.guests.is_some() {
            books.others = Some(accounted.less(books.sum()?));
        }
        Ok(books)
    }

    /// What those have of whom the story tells.
    pub fn theirs(&self) -> anyhow::Result<Amount> {
        let mut sum = Ok(Amount::ZERO);
        for held in &self.held {
            let has = held.free.plus(held.locked);
            sum = sum.and_then(|sum| sum.plus(has?));
        }
        sum.map_err(|refusal| anyhow::anyhow!("{:?}", refusal.reason()))
    }

    /// Everybody's money, and what is nobody's yet.
    pub fn sum(&self) -> anyhow::Result<Amount> {
        let theirs = self.theirs()?;
        let others = self.others.unwrap_or(Amount::ZERO);
        let sum = [self.deposits, self.premiums, others]
            .into_iter()
            .try_fold(theirs, Amount::plus);
        sum.map_err(|refusal| anyhow::anyhow!("{:?}", refusal.reason()))
    }

    /// Refuses books that are wrong by as little as one unit.
    pub fn check(&self) -> anyhow::Result<()> {
        let (sum, accounted, balance) = (self.sum()?, self.accounted, self.balance);
        ensure!(
            sum == accounted && accounted == balance,
            "the books do not balance: everybody together has {}, the contract owes {} and has {} units; this is a bug to report",
            sum.units(),
            accounted.units(),
            balance.units()
        );
        Ok(())
    }

    /// Who holds what, and how that changed; nothing if it did not.
    pub fn grid(&self, before: &Self) -> Option<Grid> {
        let mut rows = Vec::new();
        let mut moved_at_all = false;
        let mut row = |name: &str, purses: [(Amount, Amount); 2]| {
            let moved = purses.iter().any(|(was, now)| was != now);
            moved_at_all |= moved;
            if moved || purses.iter().any(|(_, now)| !now.is_zero()) {
                let [free, locked] =
                    purses.map(|(was, now)| (tokens(now), Change::between(was, now).to_string()));
                rows.push(vec![name.into(), free.0, free.1, locked.0, locked.1]);
            }
        };
        for (place, now) in self.held.iter().enumerate() {
            let was = before.held.get(place);
            let (free, locked) =
                was.map_or((Amount::ZERO, Amount::ZERO), |was| (was.free, was.locked));
            row(now.name, [(free, now.free), (locked, now.locked)]);
        }
        let nothing = (Amount::ZERO, Amount::ZERO);
        row(
            "deposits of faults",
            [nothing, (before.deposits, self.deposits)],
        );
        row(
            "premiums on offer",
            [nothing, (before.premiums, self.premiums)],
        );
        if let Some(others) = self.others {
            let was = before.others.unwrap_or(others);
            row("others", [nothing, (was, others)]);
        }
        if !moved_at_all {
            return None;
        }
        let all = Change::between(before.accounted, self.accounted).to_string();
        rows.push(vec![
            "all of it".into(),
            tokens(self.accounted),
            all,
            String::new(),
            String::new(),
        ]);
        Some(Grid {
            gap: 2,
            header: &["in the contract", "free", "", "locked", ""],
            right: &[1, 2, 3, 4],
            rows,
        })
    }

    pub fn as_json(&self) -> Value {
        let held = self.held.iter().map(|held| {
            json!({
                "name": held.name,
                "free": held.free.units().to_string(),
                "locked": held.locked.units().to_string(),
            })
        });
        json!({
            "accounts": held.collect::<Vec<_>>(),
            "deposits": self.deposits.units().to_string(),
            "premiums": self.premiums.units().to_string(),
            "others": self.others.unwrap_or(Amount::ZERO).units().to_string(),
            "accounted": self.accounted.units().to_string(),
            "balance": self.balance.units().to_string(),
        })
    }
}
