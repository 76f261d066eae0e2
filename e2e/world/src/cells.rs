use answerable_protocol::{
    Account, Batch, BatchId, Cell, Claim, Docket, Fault, FaultId, Mandate, MandateId, Offer,
    OfferId, Office, Pledges, Sheet, StepNumber, Terms, TermsId, Totals, Trace, TraceId, LONGEST,
};
use ink::Address;
use std::{collections::BTreeMap, marker::PhantomData};

/// Everything that the contract stores.
#[derive(Clone)]
pub struct Cells {
    pub office: Office,
    pub current: Terms,
    pub totals: Totals,
    pub terms: Mapping<TermsId, Terms>,
    pub accounts: Mapping<Address, Account>,
    pub traces: Mapping<TraceId, Trace>,
    pub dockets: Mapping<TraceId, Docket>,
    pub steps: Mapping<(TraceId, StepNumber), Pledges>,
    pub batches: Mapping<BatchId, Batch>,
    pub mandates: Mapping<MandateId, Mandate>,
    pub offers: Mapping<OfferId, Offer>,
    pub faults: Mapping<FaultId, Fault>,
    pub claims: Mapping<(TraceId, Address), Claim>,
}

impl Cells {
    pub fn new(office: Office) -> Self {
        Self {
            office,
            current: Terms::default(),
            totals: Totals::default(),
            terms: Mapping::default(),
            accounts: Mapping::default(),
            traces: Mapping::default(),
            dockets: Mapping::default(),
            steps: Mapping::default(),
            batches: Mapping::default(),
            mandates: Mapping::default(),
            offers: Mapping::default(),
            faults: Mapping::default(),
            claims: Mapping::default(),
        }
    }
}

/// Values under keys, as they are encoded on the chain.
#[derive(Clone)]
pub struct Mapping<K, V> {
    cells: BTreeMap<K, Vec<u8>>,
    values: PhantomData<V>,
}

impl<K, V> Default for Mapping<K, V> {
    fn default() -> Self {
        Self {
            cells: BTreeMap::new(),
            values: PhantomData,
        }
    }
}

impl<K: Ord + Copy, V: Cell> Mapping<K, V> {
    pub fn get(&self, key: K) -> Option<V> {
        self.cells.get(&key).map(|cell| decode(cell))
    }

    /// Whether there was something before.
    pub fn insert(&mut self, key: K, value: &V) -> bool {
        let mut sheet = Sheet::default();
        value.write(&mut sheet);
        let cell = Vec::from(sheet);
        assert!(cell.len() <= LONGEST, "{} bytes in one cell", cell.len());
        self.cells.insert(key, cell).is_some()
    }

    pub fn remove(&mut self, key: K) {
        self.cells.remove(&key);
    }

    pub fn iter(&self) -> impl Iterator<Item = (K, V)> + '_ {
        self.cells.iter().map(|(key, cell)| (*key, decode(cell)))
    }
}

fn decode<V: Cell>(cell: &[u8]) -> V {
    let mut room = cell.to_vec();
    room.resize(LONGEST, 0);
    V::read(&room, cell.len()).expect("cells hold what was put into them")
}
