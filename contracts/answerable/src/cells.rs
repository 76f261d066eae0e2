//! Cells in and out: what ink's mappings do, under the same keys, in one piece of code for all of them.

use ink::scale::{Decode, Encode, Error, Input, Output};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    storage::{
        traits::{Packed, StorageKey},
        Mapping,
    },
};

/// Bytes as they lie, without their length.
struct Bytes(Vec<u8>);

impl Encode for Bytes {
    fn encode_to<O: Output + ?Sized>(&self, out: &mut O) {
        out.write(&self.0);
    }
}

impl Decode for Bytes {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let mut bytes = ink::prelude::vec![0; input.remaining_len()?.unwrap_or_default()];
        input.read(&mut bytes)?;
        Ok(Self(bytes))
    }
}

#[inline(never)]
pub(crate) fn load<K: Encode, V: Packed, P: StorageKey>(
    _: &Mapping<K, V, P>,
    key: &K,
) -> Option<Box<V>> {
    let bytes = get((P::KEY, key).encode())?;
    <V as Decode>::decode(&mut &bytes[..]).ok().map(Box::new)
}

#[inline(never)]
pub(crate) fn store<K: Encode, V: Packed, P: StorageKey>(
    cells: &mut Mapping<K, V, P>,
    key: &K,
    value: &V,
) {
    store_bytes(cells, key, Encode::encode(value));
}

/// Stores what was encoded already.
#[inline(never)]
pub(crate) fn store_bytes<K: Encode, V: Packed, P: StorageKey>(
    _: &mut Mapping<K, V, P>,
    key: &K,
    value: Vec<u8>,
) {
    set((P::KEY, key).encode(), value);
}

#[inline(never)]
fn get(key: Vec<u8>) -> Option<Vec<u8>> {
    let found: Option<Bytes> = ink::env::get_contract_storage(&Bytes(key)).ok()?;
    found.map(|bytes| bytes.0)
}

#[inline(never)]
fn set(key: Vec<u8>, value: Vec<u8>) {
    ink::env::set_contract_storage(&Bytes(key), &Bytes(value));
}
