//! Cells in and out: under the keys of ink's mappings, without ink's codecs.

use answerable_protocol::{zeroed, Cell, Packed, Sheet, LONGEST};
use ink::{
    prelude::boxed::Box,
    storage::{
        traits::{Packed as Storable, StorageKey},
        Mapping,
    },
};

#[cfg(target_arch = "riscv64")]
use pallet_revive_uapi::{HostFn, HostFnImpl, StorageFlags};

/// The longest key: the mapping's own, a trace's id, an address.
const KEY: usize = 4 + 32 + 20;

#[inline(never)]
pub(crate) fn load<K: Packed, V: Storable + Cell, P: StorageKey>(
    _: &Mapping<K, V, P>,
    key: &K,
) -> Option<Box<V>> {
    let mut room = zeroed::<LONGEST>();
    let (key, length) = key_of::<K, P>(key);
    let found = get(key.get(..length)?, &mut room[..])?;
    V::read(&room[..], found).map(Box::new)
}

#[inline(never)]
pub(crate) fn store<K: Packed, V: Storable + Cell, P: StorageKey>(
    _: &mut Mapping<K, V, P>,
    key: &K,
    value: &V,
) {
    let mut sheet = Sheet::default();
    value.write(&mut sheet);
    let (key, length) = key_of::<K, P>(key);
    set(key.get(..length).unwrap_or_default(), sheet.bytes());
}

/// Stores it if nothing is there, and says whether that was so.
#[inline(never)]
pub(crate) fn store_once<K: Packed, V: Storable + Cell, P: StorageKey>(
    _: &mut Mapping<K, V, P>,
    key: &K,
    value: &V,
) -> bool {
    let (key, length) = key_of::<K, P>(key);
    let key = key.get(..length).unwrap_or_default();
    let is_new = get(key, &mut zeroed::<LONGEST>()[..]).is_none();
    if is_new {
        let mut sheet = Sheet::default();
        value.write(&mut sheet);
        set(key, sheet.bytes());
    }
    is_new
}

/// Stores what nothing is stored of yet. The chain asks twice as much for writing into a cell that was not looked
/// at, so that looking first saves a third of both.
#[inline(never)]
pub(crate) fn store_new<K: Packed, V: Storable + Cell, P: StorageKey>(
    cells: &mut Mapping<K, V, P>,
    key: &K,
    value: &V,
) {
    let (bytes, length) = key_of::<K, P>(key);
    get(bytes.get(..length).unwrap_or_default(), &mut []);
    store(cells, key, value);
}

/// The key's bytes, and how many there are.
fn key_of<K: Packed, P: StorageKey>(key: &K) -> ([u8; KEY], usize) {
    let mut bytes = [0; KEY];
    let mut room = &mut bytes[..];
    P::KEY.pack(&mut room);
    key.pack(&mut room);
    let length = KEY.saturating_sub(room.len());
    (bytes, length)
}

/// How long it is what lies in a cell, which is then at the beginning of the room.
#[cfg(target_arch = "riscv64")]
#[inline(never)]
fn get(key: &[u8], mut room: &mut [u8]) -> Option<usize> {
    HostFnImpl::get_storage(StorageFlags::empty(), key, &mut room).ok()?;
    Some(room.len())
}

#[cfg(target_arch = "riscv64")]
#[inline(never)]
fn set(key: &[u8], value: &[u8]) {
    HostFnImpl::set_storage(StorageFlags::empty(), key, value);
}

/// Elsewhere this crate is compiled for its types and metadata only.
#[cfg(not(target_arch = "riscv64"))]
fn get(_: &[u8], _: &mut [u8]) -> Option<usize> {
    None
}

#[cfg(not(target_arch = "riscv64"))]
fn set(_: &[u8], _: &[u8]) {}
