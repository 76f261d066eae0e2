//! How rows follow from events. Times follow from `answerable_protocol`.

mod faults;
mod money;
mod promises;
mod records;

pub(super) use faults::due;

use super::{
    column::{Address, Hash, Sum},
    draft::Draft,
    error::IndexError,
    records::{Books, Named, Rules, Told},
    Traces,
};
use crate::{
    alloy_sol_types::private,
    events::{Event, Page},
    history::fault_of,
    interface::{
        amount,
        IAnswerable::{self, Office},
    },
    json, Log,
};

pub(super) fn plain(address: private::Address) -> Address {
    Address(crate::H160(address.into_array()))
}

pub(super) fn hash(word: private::B256) -> Hash {
    Hash(crate::H256(word.0))
}

pub(super) fn sum(word: private::U256) -> Sum {
    Sum(amount(word).units())
}

impl Draft {
    /// Takes in one block.
    pub async fn tell(&mut self, page: &Page, traces: &Traces) -> Result<(), IndexError> {
        let (found, next) = (page.block.number, self.books.next);
        if found != next {
            return Err(IndexError::OutOfOrder { found, next });
        }
        self.block = found;
        self.now = page.block.time_ms / 1_000;
        self.books.next = next.saturating_add(1);
        if self.books.first == Hash::default() {
            self.books.first = Hash(page.block.hash);
        }
        self.books.block = found;
        self.books.hash = Hash(page.block.hash);
        self.books.time = self.now;
        for (place, told) in (0..).zip(&page.told) {
            self.happen(&told.event, traces).await?;
            self.keep_event(place, &told.event, &told.log).await?;
        }
        if !page.told.is_empty() {
            self.note_levels().await?;
        }
        Ok(())
    }

    async fn happen(&mut self, event: &Event, traces: &Traces) -> Result<(), IndexError> {
        match event {
            Event::Deposited(it) => self.deposited(it).await,
            Event::Withdrawn(it) => self.withdrawn(it).await,
            Event::Recorded(it) => self.recorded(it, traces).await,
            Event::Anchored(it) => self.anchored(it).await,
            Event::Opened(it) => self.opened(it, traces).await,
            Event::Attested(it) => self.attested(it).await,
            Event::Pledged(it) => self.pledged(it).await,
            Event::BatchPledged(it) => self.batch_pledged(it).await,
            Event::Offered(it) => self.offered(it).await,
            Event::OfferWithdrawn(it) => self.offer_withdrawn(it).await,
            Event::Granted(it) => self.granted(it).await,
            Event::Revoked(it) => {
                let mandate = self.mandate(it.mandate).await?;
                mandate.revoked = true;
                mandate.is_open = false;
                Ok(())
            }
            Event::Released(it) => self.released(it).await,
            Event::BatchReleased(it) => self.batch_released(it).await,
            Event::Reported(it) => self.reported(it).await,
            Event::Called(it) => self.called(it).await,
            Event::Contested(it) => self.contested(it).await,
            Event::Defaulted(it) => self.defaulted(it).await,
            Event::Upheld(it) => self.upheld(it).await,
            Event::Slashed(_) => Ok(()),
            Event::Paid(it) => self.paid(it).await,
            Event::Defended(it) => self.defended(it).await,
            Event::DepositMoved(it) => self.deposit_moved(it).await,
            Event::Orphaned(it) => self.orphaned(it).await,
            Event::Volunteered(it) => self.volunteered(it).await,
            Event::Closed(it) => self.closed(it).await,
            Event::TermsAdded(it) => {
                self.terms_added(it);
                Ok(())
            }
            Event::TreasurySet(it) => {
                self.books.treasury = plain(it.treasury);
                Ok(())
            }
            Event::IntakeSet(it) => {
                self.books.intake_open = it.open;
                Ok(())
            }
            Event::GovernanceProposed(it) => {
                self.books.proposed = plain(it.proposed);
                Ok(())
            }
            Event::GovernanceAccepted(it) => {
                self.books.governance = plain(it.governance);
                self.books.proposed = Address::default();
                Ok(())
            }
        }
    }

    fn terms_added(&mut self, it: &IAnswerable::TermsAdded) {
        let (id, content) = (it.terms.into(), &it.content);
        let windows = &content.windows;
        let rules = Rules {
            id,
            at: self.now,
            answer: windows.answer.into(),
            ruling: windows.ruling.into(),
            report: windows.report.into(),
            recourse: windows.recourse.into(),
            min_cover: sum(content.minCover),
            report_deposit: sum(content.reportDeposit),
            contest_deposit: sum(content.contestDeposit),
            lost_penalty_bps: content.lostPenaltyBps.into(),
            max_default_penalty_bps: content.maxDefaultPenaltyBps.into(),
            reporter_share_bps: content.reporterShareBps.into(),
        };
        self.rules.insert(id, rules);
        self.books.terms = id;
    }

    async fn keep_event(&mut self, place: u64, event: &Event, log: &Log) -> Result<(), IndexError> {
        self.books.events = self.books.events.saturating_add(1);
        let number = self.books.events;
        let trace = self.trace_of(event).await?;
        self.events.push(Told {
            number,
            block: self.block,
            place,
            time: self.now,
            name: event_name(log).into(),
            trace,
            fault: fault_of(event).unwrap_or_default(),
            log: packed(log),
        });
        let mut named = named_in(event);
        named.sort_unstable();
        named.dedup();
        let first = number.saturating_mul(8);
        for (id, account) in (first..).zip(named) {
            self.named.push(Named { id, account });
        }
        Ok(())
    }

    /// The number of the trace that an event is about, or zero.
    async fn trace_of(&mut self, event: &Event) -> Result<u64, IndexError> {
        if let Some(fault) = fault_of(event) {
            return Ok(self.fault(fault).await?.trace);
        }
        let id = match event {
            Event::Recorded(it) => it.trace,
            Event::Opened(it) => it.trace,
            Event::Attested(it) => it.trace,
            Event::Pledged(it) => it.trace,
            Event::Released(it) => it.trace,
            Event::Offered(it) => it.trace,
            Event::OfferWithdrawn(it) => return Ok(self.offer(it.offer).await?.step / 8),
            _ => return Ok(0),
        };
        self.number_of(hash(id)).await
    }
}

impl Books {
    /// What the constructor was given.
    pub fn begin(&mut self, office: &Office) {
        self.governance = plain(office.governance);
        self.treasury = plain(office.treasury);
        self.shortest_answer = office.shortest.answer.into();
        self.shortest_ruling = office.shortest.ruling.into();
        self.shortest_report = office.shortest.report.into();
        self.shortest_recourse = office.shortest.recourse.into();
    }
}

/// How many topics there are, they, and the data.
fn packed(log: &Log) -> Vec<u8> {
    let mut bytes = vec![u8::try_from(log.topics.len()).unwrap_or(u8::MAX)];
    for topic in &log.topics {
        bytes.extend_from_slice(topic.as_bytes());
    }
    bytes.extend_from_slice(&log.data);
    bytes
}

/// The log that was packed so.
pub(super) fn unpacked(contract: crate::H160, bytes: &[u8]) -> Option<Log> {
    let (topics, mut rest) = bytes.split_first()?;
    let mut log = Log {
        contract,
        topics: Vec::new(),
        data: Vec::new(),
    };
    for _ in 0..*topics {
        let (topic, behind) = rest.split_at_checked(32)?;
        log.topics.push(crate::H256::from_slice(topic));
        rest = behind;
    }
    log.data = rest.into();
    Some(log)
}

/// As in the interface.
fn event_name(log: &Log) -> &'static str {
    let mut names = json::event_names().iter();
    let topic = log.topics.first().copied().unwrap_or_default();
    let known = names.find(|(known, _)| known.0 == topic.0);
    known.map_or("", |(_, name)| name)
}

/// The accounts that an event may move money of.
pub(super) fn holders_in(event: &Event) -> Vec<Address> {
    match event {
        Event::Granted(_) | Event::Anchored(_) | Event::Opened(_) => Vec::new(),
        Event::Recorded(_) => Vec::new(),
        event => named_in(event),
    }
}

/// Every account that an event names, but for zero.
fn named_in(event: &Event) -> Vec<Address> {
    let accounts = match event {
        Event::Deposited(it) => vec![it.account],
        Event::Withdrawn(it) => vec![it.account],
        Event::Recorded(it) => vec![it.recorder, it.requester],
        Event::Anchored(it) => vec![it.recorder],
        Event::Opened(it) => vec![it.requester],
        Event::Pledged(it) => vec![it.surety],
        Event::BatchPledged(it) => vec![it.surety],
        Event::Offered(it) => vec![it.payer],
        Event::Granted(it) => vec![it.surety, it.recorder, it.actor],
        Event::Reported(it) => vec![it.reporter, it.beneficiary],
        Event::Called(it) => vec![it.surety],
        Event::Contested(it) => vec![it.surety],
        Event::Defaulted(it) => vec![it.surety],
        Event::Paid(it) => vec![it.surety, it.beneficiary],
        Event::Defended(it) => vec![it.surety],
        Event::DepositMoved(it) => vec![it.to],
        Event::Volunteered(it) => vec![it.volunteer],
        Event::TreasurySet(it) => vec![it.treasury],
        Event::GovernanceProposed(it) => vec![it.proposed],
        Event::GovernanceAccepted(it) => vec![it.governance],
        Event::Attested(_)
        | Event::OfferWithdrawn(_)
        | Event::Revoked(_)
        | Event::Released(_)
        | Event::BatchReleased(_)
        | Event::Upheld(_)
        | Event::Slashed(_)
        | Event::Orphaned(_)
        | Event::Closed(_)
        | Event::TermsAdded(_)
        | Event::IntakeSet(_) => Vec::new(),
    };
    let accounts = accounts.into_iter().filter(|account| !account.is_zero());
    accounts.map(plain).collect()
}
