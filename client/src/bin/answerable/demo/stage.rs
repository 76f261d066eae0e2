//! Where the story is played: a chain, the contract on it, and what was done so far.

use super::{
    books::Books,
    guests::Guests,
    people::{Cast, Person},
    purses::Call,
    teller::Teller,
};
use crate::sentences::{moment, sentence};
use answerable_client::{
    alloy_sol_types::{private::B256, SolCall},
    attempt, display,
    events::{read_all, Event},
    json, native, Act, Amount, Answerable, AnyChain, CallError, Chain, Receipt, H160,
};
use std::{io, time::Duration};

pub struct Stage<'chain> {
    pub chain: &'chain AnyChain,
    pub cast: &'chain Cast,
    pub contract: H160,
    /// The block that the story begins in; on a new contract, the one that it is there from.
    pub since: u64,
    /// The version of the terms that is current.
    pub terms: u32,
    /// On a contract that is not the story's own.
    pub guests: Option<Guests>,
    /// How long to wait before anybody does anything.
    pub pace: Duration,
    pub teller: Teller,
    pub books: Books,
    /// Everything that the contract told of.
    pub story: Vec<Event>,
    pub calls: Vec<Call>,
    /// Traces that are stored, each with the letter that the story calls it.
    pub traces: Vec<(B256, char)>,
}

impl<'chain> Stage<'chain> {
    /// An empty one.
    pub fn new(chain: &'chain AnyChain, cast: &'chain Cast, teller: Teller) -> Self {
        Self {
            chain,
            cast,
            contract: H160::zero(),
            since: 0,
            terms: 1,
            guests: None,
            pace: Duration::ZERO,
            teller,
            books: Books::default(),
            story: Vec::new(),
            calls: Vec::new(),
            traces: Vec::new(),
        }
    }

    /// Goes to a contract that is there already.
    pub async fn enters(&mut self, guests: Guests) -> anyhow::Result<()> {
        self.contract = guests.contract;
        self.since = self.chain.block().await?.number;
        self.terms = guests.terms;
        self.guests = Some(guests);
        Ok(())
    }

    pub fn says(&mut self, text: impl Into<String>) -> io::Result<()> {
        self.teller.says(text)
    }

    /// Has somebody send a message, and tells what the contract says of it.
    pub async fn does<M: SolCall + Sync>(
        &mut self,
        who: &Person,
        message: &M,
        attached: Amount,
    ) -> anyhow::Result<Vec<Event>> {
        let act = Answerable::at(self.chain, self.contract).act(message);
        let name = M::SIGNATURE.split('(').next().unwrap_or_default();
        let receipt = self.performs(who, name, &act, attached).await?;
        self.tells(&receipt)
    }

    /// Does something for good, once it was tried: the trial says exactly what deposit the chain will hold.
    pub async fn performs(
        &mut self,
        who: &Person,
        name: &str,
        act: &Act,
        attached: Amount,
    ) -> anyhow::Result<Receipt> {
        tokio::time::sleep(self.pace).await;
        let value = native(self.chain, attached)?;
        let refused = CallError::of_answerable;
        let tried = attempt(self.chain, &who.signer, act, value, refused).await?;
        let (limits, deposit) = (tried.limits(), tried.deposit);
        let receipt = self.chain.submit(&who.signer, act, value, limits).await?;
        let call = Call {
            who: who.name,
            name: name.into(),
            attached: value,
            weight: receipt.weight,
            fee: receipt.fee,
            deposit,
        };
        self.teller.cost(call.as_json(self.chain.ratio()));
        self.calls.push(call);
        Ok(receipt)
    }

    /// Tells the events of a transaction in sentences, and remembers them.
    pub fn tells(&mut self, receipt: &Receipt) -> anyhow::Result<Vec<Event>> {
        let mut events = Vec::new();
        for told in read_all(receipt.logs.clone(), self.contract)? {
            if let Event::Recorded(it) = &told.event {
                self.remembers(it.trace);
            }
            if let Event::Opened(it) = &told.event {
                self.remembers(it.trace);
            }
            let sentence = self.as_sentence(&told.event);
            self.teller.happened(sentence, json::event(&told.log))?;
            self.story.push(told.event.clone());
            events.push(told.event);
        }
        Ok(events)
    }

    fn remembers(&mut self, trace: B256) {
        let letter = ('A'..='Z').nth(self.traces.len()).unwrap_or('?');
        self.traces.push((trace, letter));
    }

    /// The letter of a trace.
    pub fn letter(&self, trace: B256) -> String {
        let mut known = self.traces.iter();
        known
            .find(|(id, _)| *id == trace)
            .map_or_else(|| trace.to_string(), |(_, letter)| letter.to_string())
    }

    /// With the names of the story in the place of addresses and hashes.
    fn as_sentence(&self, event: &Event) -> String {
        let mut text = sentence(event);
        let host = self.guests.as_ref().and_then(|guests| guests.host.as_ref());
        for person in self.cast.everybody().into_iter().chain(host) {
            text = text.replace(&crate::sentences::who(person.address()), person.name);
        }
        for (trace, letter) in &self.traces {
            let (id, name) = (trace.to_string(), format!("trace {letter}"));
            text = text.replace(&format!("trace {id}"), &name);
            text = text.replace(&id, &name);
        }
        let mut letters = text.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }

    pub async fn sees<M: SolCall + Sync>(&self, message: &M) -> Result<M::Return, CallError> {
        let contract = Answerable::at(self.chain, self.contract);
        contract.view(message).await
    }

    /// The chain's own time, in seconds.
    pub async fn now(&self) -> anyhow::Result<u64> {
        Ok(self.chain.block().await?.time_ms / 1_000)
    }

    /// Lets the last second of something pass.
    pub async fn waits_beyond(&mut self, last: u64) -> anyhow::Result<()> {
        let left = last.saturating_sub(self.now().await?).saturating_add(1);
        let block = self.chain.advance_time(left).await?;
        let now = block.time_ms / 1_000;
        let sentence = format!(
            "Time passes: {}. It is {}.",
            display::span(left),
            moment(now)
        );
        self.says(sentence)?;
        Ok(())
    }

    /// Ends a scene: tells who holds what now, and sees that nothing was made or lost.
    pub async fn ends(&mut self) -> anyhow::Result<()> {
        let books = Books::read(self).await?;
        books.check()?;
        let shown = books.as_json();
        match books.grid(&self.books) {
            Some(grid) => self.teller.table("holds", shown, grid)?,
            None => {
                self.teller.notes("holds", shown);
                self.says(if books.accounted.is_zero() {
                    "Nobody's money is in the contract yet."
                } else {
                    "No money moved."
                })?;
            }
        }
        self.books = books;
        Ok(self.teller.ends()?)
    }
}

/// What the first event of a sort says, among those of one transaction.
macro_rules! told {
    ($events:expr, $sort:ident) => {
        $events
            .iter()
            .find_map(|event| match event {
                answerable_client::events::Event::$sort(it) => Some(it),
                _ => None,
            })
            .ok_or_else(|| {
                anyhow::anyhow!(concat!(
                    "the contract did not tell of ",
                    stringify!($sort),
                    "; it is of another version than this program"
                ))
            })?
    };
}
pub(super) use told;
