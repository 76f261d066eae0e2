//! What became of one trace: its steps, who answers for them, and every fault with its outcome.

mod fault;
mod promise;
mod subject;

pub use fault::{Contest, FaultHistory, Outcome, Turn, Volunteer};
pub use promise::{Origin, Promise};
#[cfg(feature = "explorer")]
pub(crate) use subject::fault_of;
pub use subject::Subjects;

use crate::{
    alloy_sol_types::private::{Address, U256},
    events::{Event, Follow},
    interface::{amount, IAnswerable},
    Answerable, Block, CallError, Chain, H160, H256,
};
use answerable_protocol::{Amount, Time};
use fault::Faults;
use promise::Promises;
use std::collections::{BTreeMap, BTreeSet};

/// Views are taken again where the chain moved on meanwhile, but not for ever.
const ATTEMPTS: usize = 5;

/// A trace, with all that the chain tells about it.
#[derive(Clone, Debug)]
pub struct History {
    pub contract: H160,
    pub id: H256,
    /// The final block as of which this is so.
    pub block: Block,
    /// The first block that was read. What happened before is missing.
    pub since: u64,
    pub trace: IAnswerable::Trace,
    pub steps: Vec<StepHistory>,
    /// In the order in which they were reported.
    pub faults: Vec<FaultHistory>,
    /// What to call people by; nobody has a name at first.
    pub names: BTreeMap<H160, String>,
}

/// One step of it.
#[derive(Clone, Debug)]
pub struct StepHistory {
    /// From 1.
    pub number: u8,
    pub step: IAnswerable::Step,
    /// The fault that is open on it.
    pub open_fault: Option<u64>,
    /// In the order in which they are called.
    pub promises: Vec<Promise>,
    /// What another contract may build on now.
    pub cover: Amount,
}

/// What the faults of a trace came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What was lost, recourses apart, in faults that stand.
    pub lost: Amount,
    /// What sureties paid of it.
    pub by_sureties: Amount,
    /// What volunteers paid of it.
    pub by_volunteers: Amount,
    /// What nobody paid of it, so far or for good.
    pub unpaid: Amount,
    /// What sureties got back from those who answer for earlier steps.
    pub upstream: Amount,
    /// What was taken from sureties besides.
    pub penalties: Amount,
}

impl History {
    /// Reads it off the chain, from the block of the trace's recording (or of its batch's anchoring) on, or from
    /// `since`. `progress` is told how many blocks were read, and of how many.
    ///
    /// ```
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use answerable_client::{history::History, picture, Rpc, H160, H256};
    ///
    /// let chain = Rpc::connect("ws://127.0.0.1:9944").await?;
    /// let (contract, trace) = (H160::zero(), H256::zero());
    /// let history = History::read(&chain, contract, trace, None, |read, of| {
    ///     eprintln!("{read} of {of} blocks");
    /// })
    /// .await?;
    /// std::fs::write("trace.svg", picture::svg(&history))?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read<C: Chain>(
        chain: &C,
        contract: H160,
        trace: H256,
        since: Option<u64>,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Self, CallError> {
        let instance = Answerable::at(chain, contract);
        let view = IAnswerable::traceCall {
            trace: trace.0.into(),
        };
        let found = instance.view(&view).await?;
        let since = match since {
            Some(block) => block,
            None => chain.block_since(found.recordedAt).await?,
        };
        // The first block has number 0 and holds no transactions; not every chain keeps it.
        let since = since.max(1);
        let mut follow = Follow::from(chain, contract, since);
        let (mut told, mut subjects) = (Vec::new(), Subjects::default());
        let mut attempt = 0_usize;
        loop {
            attempt = attempt.saturating_add(1);
            let head = chain.block().await?;
            while follow.next_block() <= head.number {
                let Some(page) = follow.ready().await? else {
                    break;
                };
                let at = Time(page.block.time_ms / 1_000);
                for event in page.told {
                    if subjects.trace_of(&event.event) == Some(trace) {
                        told.push((at, event.event));
                    }
                }
                let read = follow.next_block().saturating_sub(since);
                let of = head.number.saturating_add(1).saturating_sub(since);
                progress(read, of);
            }
            let history = Self::of(&instance, trace, head, since, &told).await?;
            let settled = chain.block().await?.number == head.number;
            if settled || attempt >= ATTEMPTS {
                return Ok(history);
            }
        }
    }

    /// Puts together what an instance told of the trace, from the block `since` up to `block`, and what it says now.
    pub async fn of<C: Chain>(
        instance: &Answerable<'_, C>,
        trace: H256,
        block: Block,
        since: u64,
        told: &[(Time, Event)],
    ) -> Result<Self, CallError> {
        let views = Views::read(instance, trace).await?;
        Ok(views.tell(instance.address(), trace, block, since, told))
    }

    /// What the faults came to.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for fault in &self.faults {
            let by_sureties = total(fault.turns.iter().map(|turn| turn.paid));
            if fault.recourse {
                sums.upstream = sum(sums.upstream, fault.paid);
            } else {
                if fault.stands() {
                    sums.lost = sum(sums.lost, fault.loss);
                    sums.unpaid = sum(sums.unpaid, fault.unpaid);
                }
                let by_volunteers = total(fault.volunteers.iter().map(|it| it.amount));
                sums.by_sureties = sum(sums.by_sureties, by_sureties);
                sums.by_volunteers = sum(sums.by_volunteers, by_volunteers);
            }
            let penalties = total(fault.turns.iter().map(|turn| turn.penalty));
            sums.penalties = sum(sums.penalties, penalties);
        }
        sums
    }

    /// Everybody who has to do with the trace.
    pub fn people(&self) -> BTreeSet<H160> {
        let steps = self.steps.iter();
        let of_steps = steps.flat_map(|step| {
            let sureties = step.promises.iter().map(|promise| promise.surety);
            sureties.chain([step.step.actor])
        });
        let of_faults = self.faults.iter().flat_map(|fault| {
            let called = fault.turns.iter().map(|turn| turn.surety);
            let volunteers = fault.volunteers.iter().map(|it| it.who);
            let parties = [fault.reporter, fault.beneficiary];
            called.chain(volunteers).chain(parties)
        });
        let parties = [self.trace.requester, self.trace.recorder];
        let all = of_steps.chain(of_faults).chain(parties);
        all.map(h160).collect()
    }

    /// The faults of a step, in the order in which they were reported.
    pub fn faults_of(&self, step: u8) -> impl Iterator<Item = &FaultHistory> {
        self.faults.iter().filter(move |fault| fault.step == step)
    }

    /// Whether this promise was ever called. A pledge of a batch is one promise for all its actor's steps.
    pub fn was_called(&self, step: u8, promise: &Promise) -> bool {
        self.turns_of(step, promise).next().is_some()
    }

    /// What was paid out of this promise.
    pub fn paid_of(&self, step: u8, promise: &Promise) -> Amount {
        total(self.turns_of(step, promise).map(|turn| turn.paid))
    }

    fn turns_of<'a>(
        &'a self,
        step: u8,
        promise: &'a Promise,
    ) -> impl Iterator<Item = &'a Turn> + 'a {
        let of_batch = promise.layer == 0;
        let faults = self.faults.iter();
        faults
            .filter(move |fault| of_batch || fault.step == step)
            .flat_map(|fault| &fault.turns)
            .filter(|turn| turn.layer == promise.layer && turn.surety == promise.surety)
    }

    /// The later steps for which the claimant of a recourse paid.
    pub fn paid_before(&self, recourse: &FaultHistory) -> Vec<u8> {
        let later = self
            .faults
            .iter()
            .filter(|fault| fault.step > recourse.step);
        let paid = later.filter(|fault| {
            fault
                .turns
                .iter()
                .any(|turn| turn.surety == recourse.beneficiary && !turn.paid.is_zero())
        });
        let mut steps: Vec<u8> = paid.map(|fault| fault.step).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}

/// What the contract says of a trace now.
struct Views {
    trace: IAnswerable::Trace,
    batch: Option<IAnswerable::Batch>,
    steps: Vec<(IAnswerable::StepRecord, Vec<IAnswerable::Layer>)>,
    cover: Vec<U256>,
}

impl Views {
    async fn read<C: Chain>(instance: &Answerable<'_, C>, trace: H256) -> Result<Self, CallError> {
        let id = trace.0.into();
        let trace = instance.view(&IAnswerable::traceCall { trace: id }).await?;
        let batch = match trace.batch {
            0 => None,
            batch => Some(instance.view(&IAnswerable::batchCall { batch }).await?),
        };
        let mut steps = Vec::new();
        for (step, _) in (1..).zip(&trace.steps) {
            let record = IAnswerable::stepCall { trace: id, step };
            let record = instance.view(&record).await?;
            let layers = IAnswerable::whoAnswersCall { trace: id, step };
            steps.push((record, instance.view(&layers).await?));
        }
        let cover = instance
            .view(&IAnswerable::coverOfCall { trace: id })
            .await?;
        Ok(Self {
            trace,
            batch,
            steps,
            cover,
        })
    }

    /// Puts what is and what happened together.
    fn tell(
        self,
        contract: H160,
        id: H256,
        block: Block,
        since: u64,
        told: &[(Time, Event)],
    ) -> History {
        let (mut promises, mut faults) = (Promises::default(), Faults::default());
        for (at, event) in told {
            promises.tell(event);
            faults.tell(*at, event);
        }
        let until = Time(self.trace.busyUntil);
        let mut steps = Vec::new();
        for ((number, (record, layers)), cover) in (1..).zip(self.steps).zip(self.cover) {
            let answering = promise::Answering {
                record: &record,
                layers: &layers,
                batch: self.batch.as_ref().map(|it| (self.trace.batch, it)),
                until,
            };
            steps.push(StepHistory {
                number,
                open_fault: Some(record.fault).filter(|fault| *fault != 0),
                promises: promises.of(number, &answering),
                cover: amount(cover),
                step: record.step,
            });
        }
        History {
            contract,
            id,
            block,
            since,
            trace: self.trace,
            steps,
            faults: faults.all(),
            names: BTreeMap::new(),
        }
    }
}

/// As the other parts of the library have it.
pub(crate) fn h160(address: Address) -> H160 {
    H160(address.into_array())
}

fn sum(one: Amount, other: Amount) -> Amount {
    Amount::new(one.units().saturating_add(other.units()))
}

fn total(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::ZERO, sum)
}
