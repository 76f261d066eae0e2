//! Bytes to values and back, without storage: 300 bytes of 24 fields, and a list of 4 × 68 bytes.

use crate::{layout::*, table::probes};
use core::hint::black_box;
use ink::prelude::vec::Vec;
use scale::{Decode, Encode};

/// Bytes at an address that processors like.
#[repr(align(16))]
struct Aligned<const N: usize>([u8; N]);

static BYTES: Aligned<300> = Aligned([1; 300]);
static LIST: [u8; 273] = {
    let mut list = [1; 273];
    list[0] = 4 << 2;
    list
};
static VALUE: Cell300 = {
    let a = ink::Address::repeat_byte(1);
    let (d, m) = (1, 1);
    Cell300 {
        a,
        b: a,
        c: a,
        d,
        e: d,
        f: d,
        g: d,
        h: d,
        i: d,
        j: d,
        k: d,
        l: d,
        m,
        n: m,
        o: m,
        p: m,
        q: m,
        r: m,
        s: m,
        t: m,
        u: m,
        v: m,
        w: m,
        x: m,
    }
};

/// As ink's: a slice that remembers how far it is written.
pub struct Out<'a>(pub &'a mut [u8], pub usize);

impl scale::Output for Out<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0[self.1..self.1 + bytes.len()].copy_from_slice(bytes);
        self.1 += bytes.len();
    }
}

probes! {
    /// decode 300 bytes of 24 fields, derived
    decode_derived - nothing { black_box(&Cell300::decode(&mut &black_box(&BYTES).0[..])); }
    /// … by fixed offsets
    decode_packed - decode_derived { black_box(&Cell300::unpack(&mut &black_box(&BYTES).0[..])); }
    /// … one field of it
    decode_one - decode_derived { black_box(u128::unpack(&mut &black_box(&BYTES).0[60..])); }
    /// encode 300 bytes of 24 fields into a slice, derived
    encode_derived - nothing {
        let mut bytes = [0; 300];
        black_box(&VALUE).encode_to(&mut Out(&mut bytes, 0));
        black_box(&bytes);
    }
    /// … by fixed offsets
    encode_packed - encode_derived {
        let mut bytes = [0; 300];
        black_box(&VALUE).pack(&mut &mut bytes[..]);
        black_box(&bytes);
    }
    /// … derived, into a new `Vec`
    encode_vec - encode_derived { black_box(&black_box(&VALUE).encode()); }
    /// decode a `Vec` of 4 × 68 bytes, derived
    decode_list - nothing { black_box(&Vec::<Pledge>::decode(&mut &black_box(&LIST)[..])); }
    /// … as an array by fixed offsets
    decode_array - decode_list {
        let mut bytes = &black_box(&LIST)[1..];
        black_box(&[(); 4].map(|()| Pledge::unpack(&mut bytes)));
    }
    /// … derived, `[Pledge; 4]`
    decode_derived_array - decode_list { black_box(&<[Pledge; 4]>::decode(&mut &black_box(&LIST)[1..])); }
    /// copy 300 bytes
    copy - nothing { black_box(&{ black_box(&BYTES).0 }); }
}
