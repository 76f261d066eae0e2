//! A ledger of any size: what the contract wrote for one trace, one account and one fault, laid again under other names.

use super::look;
use crate::world::{data, World, ASKER, RECORDER, SURETY};
use answerable_client::{
    interface::{amount, IAnswerable as sol},
    keccak_256, Cell,
};
use answerable_model::{account, money, Act, Address, Answer, Hash, ACCOUNTS};
use answerable_protocol::{BatchId, FaultId, MandateId, OfferId, Totals};
use ink::scale::Encode;
use sp_crypto_hashing::blake2_128;

/// Of so many traces one is pledged for and reported, which makes a fault, and so many come with one account.
pub const TRACES_A_FAULT: u64 = 10;

/// Laid at once: more would only take more memory.
const PORTION: u64 = 50_000;

const NEWCOMER: Address = account(ACCOUNTS);

/// Moulds, and how many traces were laid with them.
pub struct Ledger {
    moulds: Vec<Mould>,
    root: (Cell, Vec<u8>),
    totals: Totals,
    trace: Hash,
    laid: u64,
}

/// A cell of the contract with the name of what it is about cut out of its key.
struct Mould {
    from: Cell,
    before: Vec<u8>,
    name: Name,
    after: Vec<u8>,
    value: Vec<u8>,
    every: u64,
}

/// Of whom or of what cells tell.
#[derive(Clone, Copy)]
enum Name {
    Trace,
    Account,
    Fault,
}

impl Ledger {
    /// Does what the moulds are taken from: a trace is recorded, pledged for and reported, and somebody new pays in.
    pub fn begin(world: &mut World) -> Self {
        let mut moulds = Vec::new();
        let record = Act::Record {
            data: data(3, 1_000),
            terms: 1,
        };
        let (answer, cells) = new_cells(world, RECORDER, 0, record);
        let Answer::Trace(trace) = answer else {
            unreachable!("a record is answered with its trace")
        };
        moulds.extend(cast(&cells, Name::Trace, &trace.0, 1));
        let (_, cells) = new_cells(world, NEWCOMER, 100, Act::Deposit);
        moulds.extend(cast(&cells, Name::Account, &NEWCOMER.0, TRACES_A_FAULT));
        let pledge = Act::Pledge {
            trace,
            step: 1,
            cover: money(50u8),
        };
        let (_, cells) = new_cells(world, SURETY, 0, pledge);
        moulds.extend(cast(&cells, Name::Trace, &trace.0, TRACES_A_FAULT));
        let report = Act::Report {
            trace,
            step: 1,
            loss: money(80u8),
            evidence: Hash::of(1),
            uri: "ipfs://evidence".into(),
        };
        let (answer, cells) = new_cells(world, ASKER, 0, report);
        let Answer::Fault(fault) = answer else {
            unreachable!("a report is answered with its fault")
        };
        moulds.extend(cast(&cells, Name::Trace, &trace.0, TRACES_A_FAULT));
        let fault = FaultId(fault).encode();
        moulds.extend(cast(&cells, Name::Fault, &fault, TRACES_A_FAULT));
        let totals = totals(world);
        let kept = world.chain.chain().kept();
        for mould in &mut moulds {
            // What came later is in it, too.
            mould.value = kept[&mould.from].clone();
        }
        let mut kept = kept.into_iter();
        let root = kept.find(|(_, value)| find(value, &totals.encode()).is_some());
        Self {
            moulds,
            root: root.expect("the contract keeps its totals"),
            totals,
            trace,
            laid: 0,
        }
    }

    /// Lays as many traces as are missing, and all that comes with them.
    pub fn grow(&mut self, world: &World, traces: u64) {
        let chain = world.chain.chain();
        while self.laid < traces {
            let next = traces.min(self.laid + PORTION);
            for mould in &self.moulds {
                let numbers = (self.laid..next).filter(|number| number % mould.every == 0);
                chain.lay(numbers.map(|number| self.copy(mould, number)));
            }
            self.laid = next;
        }
        // The contract counts them, so that its next fault gets a number of its own. The sums of money stay: they take
        // the same room whatever they are.
        let mut counted = self.totals;
        counted.traces += self.laid;
        counted.faults.0 += self.laid / TRACES_A_FAULT;
        let (cell, mut value) = self.root.clone();
        let place = find(&value, &self.totals.encode()).expect("it was found there");
        value.splice(
            place..place + Totals::default().encode().len(),
            counted.encode(),
        );
        chain.lay([(cell, value)]);
        assert_eq!(totals(world), counted, "the contract counts what was laid");
        if self.laid > 0 {
            self.check(world);
        }
    }

    /// The contract takes what was laid for its own: it shows the same as where it was copied from.
    fn check(&self, world: &World) {
        let owner = |owner: [u8; 20]| {
            look(
                world,
                &sol::accountCall {
                    owner: owner.into(),
                },
            )
        };
        let trace = |trace: Hash| {
            let trace = trace.0.into();
            look(world, &sol::traceCall { trace })
        };
        let step = |trace: Hash| {
            let (trace, step) = (trace.0.into(), 1);
            look(world, &sol::stepCall { trace, step })
        };
        let fault = |fault: u64| look(world, &sol::faultCall { fault });
        // Of the last ten, this one has all that comes with a trace.
        let last = self.laid - TRACES_A_FAULT;
        assert_eq!(trace(name_of(last)), trace(self.trace));
        assert_eq!(step(name_of(last)), step(self.trace));
        assert_eq!(owner(address_of(last)), owner(NEWCOMER.0));
        let first = self.totals.faults.0;
        assert_eq!(fault(first + self.laid / TRACES_A_FAULT), fault(first));
    }

    fn copy(&self, mould: &Mould, number: u64) -> (Cell, Vec<u8>) {
        let name = match mould.name {
            Name::Trace => name_of(number).0.to_vec(),
            Name::Account => address_of(number).to_vec(),
            Name::Fault => FaultId(self.totals.faults.0 + 1 + number / TRACES_A_FAULT).encode(),
        };
        let key = [&mould.before[..], &name, &mould.after].concat();
        let cell = (mould.from.0.clone(), stored_under(&key));
        (cell, mould.value.clone())
    }
}

fn name_of(number: u64) -> Hash {
    Hash(keccak_256(&number.to_be_bytes()))
}

fn address_of(number: u64) -> [u8; 20] {
    let name = keccak_256(&[&b"account"[..], &number.to_be_bytes()].concat());
    *name.first_chunk().expect("a hash is longer")
}

/// Does something, and tells which cells were not there before.
fn new_cells(world: &mut World, who: Address, units: u128, act: Act) -> (Answer, Vec<Cell>) {
    let before = world.chain.chain().kept();
    let answer = world.does(who, units, act);
    let after = world.chain.chain().kept().into_keys();
    let new = after.filter(|cell| !before.contains_key(cell));
    (answer, new.collect())
}

/// Moulds of the cells that have this name in their keys.
fn cast(cells: &[Cell], name: Name, spelt: &[u8], every: u64) -> Vec<Mould> {
    let mould = |from: &Cell| {
        let key = from.1.get(HASH..)?;
        let place = find(key, spelt)?;
        assert_eq!(from.1, stored_under(key), "keys are stored otherwise");
        Some(Mould {
            from: from.clone(),
            before: key[..place].to_vec(),
            name,
            after: key[place + spelt.len()..].to_vec(),
            value: Vec::new(),
            every,
        })
    };
    cells.iter().filter_map(mould).collect()
}

/// What the pallet puts before keys, so that nobody can make a trie lopsided.
const HASH: usize = 16;

fn stored_under(key: &[u8]) -> Vec<u8> {
    [&blake2_128(key)[..], key].concat()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn totals(world: &World) -> Totals {
    let it = look(world, &sol::totalsCall {});
    Totals {
        accounted: amount(it.accounted),
        locked: amount(it.locked),
        deposits: amount(it.deposits),
        premiums: amount(it.premiums),
        traces: it.traces,
        batches: BatchId(it.batches),
        mandates: MandateId(it.mandates),
        offers: OfferId(it.offers),
        faults: FaultId(it.faults),
    }
}
