//! Cells in and out: under the keys of ink's mappings, without ink's codecs.

use answerable_protocol::{Cell, Packed, Sheet};
use ink::{
    prelude::boxed::Box,
    storage::{
        traits::{Packed as Storable, StorageKey},
        Mapping,
    },
};

#[cfg(target_arch = "riscv64")]
use pallet_revive_uapi::{HostFn, HostFnImpl, StorageFlags};

/// No cell may be longer.
const LONGEST: usize = 416;
/// The longest key: the mapping's own, a trace's id, an address.
const KEY: usize = 4 + 32 + 20;

#[inline(never)]
pub(crate) fn load<K: Packed, V: Storable + Cell, P: StorageKey>(
    _: &Mapping<K, V, P>,
    key: &K,
) -> Option<Box<V>> {
    let mut room = ink::prelude::vec![0; LONGEST];
    let bytes = get(&key_of::<K, P>(key), &mut room)?;
    V::read(bytes).map(Box::new)
}

#[inline(never)]
pub(crate) fn store<K: Packed, V: Storable + Cell, P: StorageKey>(
    _: &mut Mapping<K, V, P>,
    key: &K,
    value: &V,
) {
    let mut sheet = Sheet::with_room(LONGEST);
    value.write(&mut sheet);
    set(&key_of::<K, P>(key), &sheet);
}

fn key_of<K: Packed, P: StorageKey>(key: &K) -> Sheet {
    let mut sheet = Sheet::with_room(KEY);
    sheet.put(&P::KEY.to_le_bytes());
    key.pack(&mut sheet.place(K::LENGTH));
    sheet
}

/// What lies in a cell, in as much of the room as it takes.
#[cfg(target_arch = "riscv64")]
#[inline(never)]
fn get<'a>(key: &Sheet, room: &'a mut [u8]) -> Option<&'a [u8]> {
    let mut found = room;
    HostFnImpl::get_storage(StorageFlags::empty(), key.bytes(), &mut found).ok()?;
    Some(found)
}

#[cfg(target_arch = "riscv64")]
#[inline(never)]
fn set(key: &Sheet, value: &Sheet) {
    HostFnImpl::set_storage(StorageFlags::empty(), key.bytes(), value.bytes());
}

/// Elsewhere this crate is compiled for its types and metadata only.
#[cfg(not(target_arch = "riscv64"))]
fn get<'a>(_: &Sheet, _: &'a mut [u8]) -> Option<&'a [u8]> {
    None
}

#[cfg(not(target_arch = "riscv64"))]
fn set(_: &Sheet, _: &Sheet) {}
