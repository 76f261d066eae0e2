//! What storage cells cost. Keys are ink's 4 bytes and a u64 unless a row says otherwise.

use crate::{
    codecs::Out,
    host::{get, set},
    layout::*,
    table::probes,
};
use core::hint::black_box;
use ink::{
    storage::{traits::ManualKey, Lazy, Mapping},
    H256,
};
use scale::{Decode, Encode};

const ID: u64 = 7;
const NOBODY: u64 = 8;
const HASH: H256 = H256([7; 32]);

type At<V, const N: u32> = Mapping<u64, V, ManualKey<N>>;
type Root<V, const N: u32> = Lazy<V, ManualKey<N>>;

/// The key that ink makes for a cell of `At<_, N>`.
fn key<const N: u32>() -> [u8; 12] {
    key_of::<N>(ID)
}

fn key_of<const N: u32>(id: u64) -> [u8; 12] {
    let mut key = [0; 12];
    let mut rest = &mut key[..];
    black_box(N).pack(&mut rest);
    black_box(id).pack(&mut rest);
    key
}

/// What a message does to a cell: some fields change, by others.
#[inline(never)]
fn change(cell: &mut Cell256) {
    cell.d = cell.d.wrapping_add(cell.e);
    cell.f = cell.f.wrapping_sub(cell.g);
    cell.m = cell.m.wrapping_add(cell.l);
    cell.u = cell.u.wrapping_add(1);
}

pub fn seed() {
    At::<[u8; 32], 32>::new().insert(ID, &[1; 32]);
    At::<[u8; 128], 128>::new().insert(ID, &[1; 128]);
    At::<[u8; 256], 256>::new().insert(ID, &[1; 256]);
    At::<[u8; 400], 400>::new().insert(ID, &[1; 400]);
    for id in 0..6 {
        At::<[u8; 256], 256>::new().insert(id, &[1; 256]);
    }
    Mapping::<H256, [u8; 256], ManualKey<1>>::new().insert(HASH, &[1; 256]);
    Mapping::<(H256, u8), [u8; 256], ManualKey<1>>::new().insert((HASH, 1), &[1; 256]);
    set(&[7; 33], &[1; 256]);
    set(&[7; 32], &[1; 256]);
    crate::host::set_word(&[7; 32], &[1; 32]);
    Root::<[u8; 8], 0x1008>::new().set(&[1; 8]);
    Root::<[u8; 64], 0x1064>::new().set(&[1; 64]);
    Root::<[u8; 256], 0x1256>::new().set(&[1; 256]);
    Root::<[u8; 400], 0x1400>::new().set(&[1; 400]);
}

fn look<V: scale::Decode + scale::Encode, const N: u32>() {
    black_box(&At::<V, N>::new().get(black_box(ID)));
}

fn write<V: scale::Decode + scale::EncodeLike, const N: u32>(value: &V) {
    At::<V, N>::new().insert(black_box(ID), black_box(value));
}

/// What ink does for a `&self` message.
fn read_root<V: scale::Decode + scale::Encode, const N: u32>() {
    black_box(&Root::<V, N>::new().get());
}

/// What ink does for a `&mut self` message.
fn rewrite_root<V: scale::Decode + scale::Encode, const N: u32>() {
    let mut root = Root::<V, N>::new();
    if let Some(mut value) = root.get() {
        black_box(&mut value);
        root.set(&value);
    }
}

probes! {
    /// run one probe of the table, which does nothing (beside reading the root: see below)
    nothing - look {}

    /// read a cell like the root, 8 bytes, derived
    root_read_8 - nothing { read_root::<Cell8, 0x1008>() }
    /// read a cell like the root, 64 bytes, derived
    root_read_64 - nothing { read_root::<Cell64, 0x1064>() }
    /// read a cell like the root, 256 bytes, derived
    root_read_256 - nothing { read_root::<Cell256, 0x1256>() }
    /// read a cell like the root, 400 bytes, derived
    root_read_400 - nothing { read_root::<Cell400, 0x1400>() }
    /// read a cell like the root, `[u8; 256]`
    root_read_bytes - nothing { read_root::<[u8; 256], 0x1256>() }
    /// … and write it back, as every `&mut self` does: 8 bytes, derived
    root_rewrite_8 - root_read_8 { rewrite_root::<Cell8, 0x1008>() }
    /// … 64 bytes, derived
    root_rewrite_64 - root_read_64 { rewrite_root::<Cell64, 0x1064>() }
    /// … 256 bytes, derived
    root_rewrite_256 - root_read_256 { rewrite_root::<Cell256, 0x1256>() }
    /// … 400 bytes, derived
    root_rewrite_400 - root_read_400 { rewrite_root::<Cell400, 0x1400>() }
    /// … `[u8; 256]`
    root_rewrite_bytes - root_read_bytes { rewrite_root::<[u8; 256], 0x1256>() }

    /// read 32 bytes, `Mapping` of arrays
    read_bytes_32 - nothing { look::<[u8; 32], 32>() }
    /// read 128 bytes, `Mapping` of arrays
    read_bytes_128 - nothing { look::<[u8; 128], 128>() }
    /// read 256 bytes, `Mapping` of arrays
    read_bytes_256 - nothing { look::<[u8; 256], 256>() }
    /// read 400 bytes, `Mapping` of arrays
    read_bytes_400 - nothing { look::<[u8; 400], 400>() }
    /// read 32 bytes (4 fields), derived
    read_derived_32 - nothing { look::<Cell32, 32>() }
    /// read 128 bytes (10 fields), derived
    read_derived_128 - nothing { look::<Cell128, 128>() }
    /// read 256 bytes (21 fields), derived
    read_derived_256 - nothing { look::<Cell256, 256>() }
    /// read 400 bytes (32 fields), derived
    read_derived_400 - nothing { look::<Cell400, 400>() }
    /// read 32 bytes, host function into an array
    read_raw_32 - nothing { black_box(&get::<32>(&key::<32>())); }
    /// read 256 bytes, host function into an array
    read_raw_256 - nothing { black_box(&get::<256>(&key::<256>())); }
    /// read 400 bytes, host function into an array
    read_raw_400 - nothing { black_box(&get::<400>(&key::<400>())); }
    /// read 256 bytes, host function, all 21 fields unpacked
    read_packed_256 - nothing { black_box(&Cell256::unpack(&mut &get::<256>(&key::<256>())[..])); }
    /// read 400 bytes, host function, all 32 fields unpacked
    read_packed_400 - nothing { black_box(&Cell400::unpack(&mut &get::<400>(&key::<400>())[..])); }
    /// read 256 bytes, host function, one amount unpacked
    read_one_field - nothing { black_box(u128::unpack(&mut &get::<256>(&key::<256>())[60..])); }
    /// read 256 bytes, derived, one amount used
    read_derived_one - nothing { black_box(At::<Cell256, 256>::new().get(black_box(ID)).map(|cell| cell.d)); }
    /// read an absent cell
    read_absent - nothing { black_box(&At::<[u8; 256], 256>::new().get(black_box(NOBODY))); }
    /// … twice
    read_twice - read_bytes_256 { look::<[u8; 256], 256>(); look::<[u8; 256], 256>() }
    /// read 32 bytes as Solidity does: fixed key and length
    read_word - nothing { black_box(&crate::host::get_word(black_box(&[7; 32]))); }

    /// key: 4+32 bytes instead of 4+8, read 256
    key_32 - read_bytes_256 { black_box(&Mapping::<H256, [u8; 256], ManualKey<1>>::new().get(black_box(HASH))); }
    /// key: 4+33 bytes, a tuple, read 256
    key_33 - read_bytes_256 { black_box(&Mapping::<(H256, u8), [u8; 256], ManualKey<1>>::new().get(black_box((HASH, 1)))); }
    /// key: 32 bytes, no prefix, host function
    key_raw_32 - read_raw_256 { black_box(&get::<256>(black_box(&[7; 32]))); }
    /// key: 33 bytes, no prefix, host function
    key_raw_33 - read_raw_256 { black_box(&get::<256>(black_box(&[7; 33]))); }

    /// overwrite 32 bytes, `Mapping` of arrays
    write_bytes_32 - nothing { write::<_, 32>(&[2u8; 32]) }
    /// overwrite 128 bytes, `Mapping` of arrays
    write_bytes_128 - nothing { write::<_, 128>(&[2u8; 128]) }
    /// overwrite 256 bytes, `Mapping` of arrays
    write_bytes_256 - nothing { write::<_, 256>(&[2u8; 256]) }
    /// overwrite 400 bytes, `Mapping` of arrays
    write_bytes_400 - nothing { write::<_, 400>(&[2u8; 400]) }
    /// overwrite 32 bytes, derived
    write_derived_32 - nothing { write::<Cell32, 32>(&Default::default()) }
    /// overwrite 128 bytes, derived
    write_derived_128 - nothing { write::<Cell128, 128>(&Default::default()) }
    /// overwrite 256 bytes, derived
    write_derived_256 - nothing { write::<Cell256, 256>(&Default::default()) }
    /// overwrite 400 bytes, derived
    write_derived_400 - nothing { write::<Cell400, 400>(&Default::default()) }
    /// overwrite 256 bytes, host function
    write_raw_256 - nothing { set(&key::<256>(), black_box(&[2; 256])) }
    /// overwrite 256 bytes, host function, 21 fields packed
    write_packed_256 - nothing {
        let mut bytes = [0; 256];
        black_box(&Cell256::default()).pack(&mut &mut bytes[..]);
        set(&key::<256>(), &bytes)
    }
    /// write a new cell of 256 bytes
    write_new_256 - nothing { At::<[u8; 256], 256>::new().insert(black_box(NOBODY), black_box(&[2; 256])); }
    /// overwrite 32 bytes as Solidity does
    write_word - nothing { crate::host::set_word(black_box(&[7; 32]), black_box(&[2; 32])); }

    /// read, change one amount, write back: 256 bytes, derived
    change_derived_256 - nothing {
        let mut cells = At::<Cell256, 256>::new();
        if let Some(mut cell) = cells.get(black_box(ID)) {
            cell.d = black_box(cell.d);
            cells.insert(black_box(ID), &cell);
        }
    }
    /// … host function, all fields unpacked and packed
    change_packed_256 - change_derived_256 {
        let key = key::<256>();
        let mut bytes = get::<256>(&key);
        let mut cell = Cell256::unpack(&mut &bytes[..]);
        cell.d = black_box(cell.d);
        black_box(&cell).pack(&mut &mut bytes[..]);
        set(&key, &bytes);
    }
    /// … host function, the amount changed where it lies
    change_in_place_256 - change_derived_256 {
        let key = key::<256>();
        let mut bytes = get::<256>(&key);
        let amount = black_box(u128::unpack(&mut &bytes[60..]));
        amount.pack(&mut &mut bytes[60..]);
        set(&key, &bytes);
    }
    /// … `Mapping` of arrays, the amount changed where it lies
    change_bytes_256 - change_derived_256 {
        let mut cells = At::<[u8; 256], 256>::new();
        if let Some(mut bytes) = cells.get(black_box(ID)) {
            let amount = black_box(u128::unpack(&mut &bytes[60..]));
            amount.pack(&mut &mut bytes[60..]);
            cells.insert(black_box(ID), &bytes);
        }
    }

    /// is a present cell there: `contains`
    there_contains - nothing { black_box(At::<[u8; 256], 256>::new().contains(black_box(ID))); }
    /// … `get`
    there_get - there_contains { black_box(At::<[u8; 256], 256>::new().get(black_box(ID)).is_some()); }
    /// is an absent cell there: `contains`
    absent_contains - nothing { black_box(At::<[u8; 256], 256>::new().contains(black_box(NOBODY))); }
    /// … `get`
    absent_get - absent_contains { black_box(At::<[u8; 256], 256>::new().get(black_box(NOBODY)).is_some()); }
    /// write if absent: `get`, then `insert`
    once_get - write_new_256 {
        let mut cells = At::<[u8; 256], 256>::new();
        if cells.get(black_box(NOBODY)).is_none() {
            cells.insert(black_box(NOBODY), black_box(&[2; 256]));
        }
    }
    /// overwrite 256 bytes after reading them: `get` of an array, `insert` of another
    write_after_read - write_bytes_256 {
        let mut cells = At::<[u8; 256], 256>::new();
        if cells.get(black_box(ID)).is_some() {
            cells.insert(black_box(ID), black_box(&[2; 256]));
        }
    }
    /// write if absent: what `insert` says of before
    once_insert - write_new_256 { black_box(At::<[u8; 256], 256>::new().insert(black_box(NOBODY), black_box(&[2; 256])).is_none()); }

    /// remove 256 bytes: `remove`
    remove - nothing { At::<[u8; 256], 256>::new().remove(black_box(ID)) }
    /// … `take`
    remove_take - remove { black_box(&At::<[u8; 256], 256>::new().take(black_box(ID))); }
    /// … overwriting them with nothing
    remove_empty - remove { Mapping::<u64, (), ManualKey<256>>::new().insert(black_box(ID), &()); }

    /// six cells of 256 bytes, each read, changed, written: derived
    six_derived - nothing {
        for id in 0..black_box(6u64) {
            let mut cells = At::<Cell256, 256>::new();
            if let Some(mut cell) = cells.get(black_box(id)) {
                change(&mut cell);
                cells.insert(black_box(id), &cell);
            }
        }
    }
    /// … `Mapping` of arrays, packed
    six_arrays - six_derived {
        for id in 0..black_box(6u64) {
            let mut cells = At::<[u8; 256], 256>::new();
            if let Some(mut bytes) = cells.get(black_box(id)) {
                let mut cell = Cell256::unpack(&mut &bytes[..]);
                change(&mut cell);
                cell.pack(&mut &mut bytes[..]);
                cells.insert(black_box(id), &bytes);
            }
        }
    }
    /// … `Mapping` of structs whose SCALE encoding is their packing
    six_flat - six_derived {
        for id in 0..black_box(6u64) {
            let mut cells = At::<Flat<Cell256>, 256>::new();
            if let Some(mut cell) = cells.get(black_box(id)) {
                change(&mut cell.0);
                cells.insert(black_box(id), &cell);
            }
        }
    }
    /// … host function, derived
    six_own - six_derived {
        for id in 0..black_box(6u64) {
            let key = key_of::<256>(id);
            let mut bytes = get::<256>(&key);
            if let Ok(mut cell) = Cell256::decode(&mut &bytes[..]) {
                change(&mut cell);
                cell.encode_to(&mut Out(&mut bytes, 0));
                set(&key, &bytes);
            }
        }
    }
    /// … host function, packed
    six_packed - six_derived {
        for id in 0..black_box(6u64) {
            let key = key_of::<256>(id);
            let mut bytes = get::<256>(&key);
            let mut cell = Cell256::unpack(&mut &bytes[..]);
            change(&mut cell);
            cell.pack(&mut &mut bytes[..]);
            set(&key, &bytes);
        }
    }

    /// `Lazy` instead of `Mapping`, read 64 bytes derived
    lazy_read - nothing { read_root::<Cell64, 0x1064>() }
}
