//! What everybody brought and took home, and what the chain charged for it.

use super::{answers::Answer, change::Change, people::Person, stage::Stage, teller::Grid};
use answerable_client::{display::tokens, events::Event, interface::amount, Amount, Chain, Weight};
use anyhow::ensure;
use serde_json::{json, Value};

/// A call of the story, and what it cost in native units.
pub struct Call {
    pub who: &'static str,
    pub name: String,
    pub attached: u128,
    pub weight: Weight,
    pub fee: u128,
    /// What the chain holds for what is stored; below zero, what it gave back.
    pub deposit: i128,
}

impl Call {
    pub fn as_json(&self, ratio: u128) -> Value {
        let units = |native: u128| native.saturating_mul(ratio).to_string();
        json!({
            "who": self.who,
            "call": self.name,
            "attached": units(self.attached),
            "refTime": self.weight.ref_time,
            "proofSize": self.weight.proof_size,
            "fee": units(self.fee),
            "deposit": Change::native(self.deposit, ratio).units(),
        })
    }
}

/// Somebody's money outside of the contract, from the first scene to the last.
pub struct Purse {
    name: &'static str,
    put_in: Change,
    took_out: Change,
    fees: Change,
    deposits: Change,
}

impl Purse {
    /// What the story told of somebody.
    fn of(stage: &Stage<'_>, person: &Person) -> Self {
        let ratio = stage.chain.ratio();
        let own = || stage.calls.iter().filter(|call| call.who == person.name);
        let native =
            |units: u128| Change::native(i128::try_from(units).unwrap_or(i128::MAX), ratio);
        let taken = stage.story.iter().filter_map(|event| match event {
            Event::Withdrawn(it) if it.account == person.address() => {
                Some(Change::gained(amount(it.amount)))
            }
            _ => None,
        });
        Self {
            name: person.name,
            put_in: own().map(|call| native(call.attached)).sum(),
            took_out: taken.sum(),
            fees: own().map(|call| native(call.fee)).sum(),
            deposits: own().map(|call| Change::native(call.deposit, ratio)).sum(),
        }
    }

    /// What the story brought, or cost.
    pub fn result(&self) -> Change {
        self.took_out.minus(self.put_in)
    }

    fn moved(&self) -> bool {
        [self.put_in, self.took_out, self.fees, self.deposits].map(Change::is_none) != [true; 4]
    }
}

/// Everybody's purse, held against what the chain says that they have.
pub async fn read(stage: &Stage<'_>, before: &[Amount]) -> anyhow::Result<Vec<Purse>> {
    let mut purses = Vec::new();
    for (person, before) in stage.cast.everybody().into_iter().zip(before) {
        let purse = Purse::of(stage, person);
        let now = wallet(stage, person).await?;
        let moved = Change::between(*before, now);
        let told = purse.result().minus(purse.fees).minus(purse.deposits);
        ensure!(
            moved == told,
            "{}'s account changed by {} units, and the story explains {}; this is a bug to report",
            person.name,
            moved.units(),
            told.units()
        );
        purses.push(purse);
    }
    Ok(purses)
}

/// What somebody has outside of the contract.
pub async fn wallet(stage: &Stage<'_>, person: &Person) -> anyhow::Result<Amount> {
    let native = stage.chain.balance(person.signer.account()).await?;
    Ok(Amount::new(native.saturating_mul(stage.chain.ratio())))
}

/// Sees that who only answered went home with just what their promises brought and cost.
pub fn agree(stage: &Stage<'_>, purses: &[Purse], answers: &[Answer]) -> anyhow::Result<()> {
    let cast = stage.cast;
    for person in [&cast.max, &cast.olga, &cast.conrad, &cast.silas, &cast.nina] {
        let own = answers.iter().filter(|it| it.by == person.address());
        let promised: Change = own.map(Answer::result).sum();
        let found = purses.iter().find(|purse| purse.name == person.name);
        let purse = found.map(Purse::result).unwrap_or_default();
        ensure!(
            promised == purse,
            "{}'s promises came to {} units, and the purse to {}; this is a bug to report",
            person.name,
            promised.units(),
            purse.units()
        );
    }
    Ok(())
}

/// For people.
pub fn grid(purses: &[Purse]) -> Grid {
    let moved = purses.iter().filter(|purse| purse.moved());
    let rows = moved.map(|purse| {
        let mut row = vec![purse.name.to_owned()];
        let parts = [
            purse.put_in,
            purse.took_out,
            purse.result(),
            purse.fees,
            purse.deposits,
        ];
        row.extend(parts.map(Change::shown));
        row
    });
    Grid {
        gap: 2,
        header: &[
            "who",
            "put in",
            "took out",
            "result",
            "fees",
            "storage deposits",
        ],
        right: &[1, 2, 3, 4, 5],
        rows: rows.collect(),
    }
}

/// For scripts.
pub fn as_json(purses: &[Purse]) -> Value {
    let rows = purses.iter().map(|purse| {
        json!({
            "who": purse.name,
            "putIn": purse.put_in.units(),
            "tookOut": purse.took_out.units(),
            "result": purse.result().units(),
            "fees": purse.fees.units(),
            "deposits": purse.deposits.units(),
        })
    });
    rows.collect()
}

/// What each call costs: for those that were made more than once, the dearest.
pub fn costs(stage: &Stage<'_>) -> Grid {
    let mut dearest: Vec<(&Call, u32)> = Vec::new();
    for call in &stage.calls {
        match dearest.iter_mut().find(|(one, _)| one.name == call.name) {
            Some((one, times)) => {
                *times = times.saturating_add(1);
                if call.fee > one.fee {
                    *one = call;
                }
            }
            None => dearest.push((call, 1)),
        }
    }
    let ratio = stage.chain.ratio();
    let rows = dearest.into_iter().map(|(call, times)| {
        vec![
            call.name.clone(),
            times.to_string(),
            thousands(call.weight.ref_time / 1_000_000),
            thousands(call.weight.proof_size),
            Change::native(call.deposit, ratio).shown(),
            tokens(Amount::new(call.fee.saturating_mul(ratio))),
        ]
    });
    Grid {
        gap: 1,
        header: &[
            "call",
            "times",
            "ref_time µs",
            "proof bytes",
            "storage deposit",
            "fee",
        ],
        right: &[1, 2, 3, 4, 5],
        rows: rows.collect(),
    }
}

/// `12,345`
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(place);
        if place > 0 && left % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
