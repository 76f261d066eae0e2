//! How records lie in their cells: field after field, numbers with their lowest byte first, no lengths.
//!
//! Written once and by hand, since every act pays for it: a cell of 256 bytes is read, changed and written for
//! two thirds of what derived codecs cost, see docs/costs-of-the-platform.md.

use crate::Sheet;
use ink::{prelude::vec::Vec, Address, H256};

/// Something of a fixed length in a cell.
pub trait Packed: Sized {
    const LENGTH: usize;

    fn pack(&self, bytes: &mut &mut [u8]);

    /// Bytes that are missing read as zeros.
    fn unpack(bytes: &mut &[u8]) -> Self;

    /// Several, one after the other.
    fn pack_all(items: &[Self], sheet: &mut Sheet) {
        for item in items {
            item.pack(&mut sheet.place(Self::LENGTH));
        }
    }

    fn unpack_all(bytes: &[u8]) -> Vec<Self> {
        let items = bytes.chunks_exact(Self::LENGTH.max(1));
        items.map(|mut item| Self::unpack(&mut item)).collect()
    }
}

impl Packed for u8 {
    const LENGTH: usize = 1;

    #[inline(always)]
    fn pack(&self, bytes: &mut &mut [u8]) {
        [*self].pack(bytes);
    }

    #[inline(always)]
    fn unpack(bytes: &mut &[u8]) -> Self {
        let [byte] = Packed::unpack(bytes);
        byte
    }

    fn pack_all(items: &[Self], sheet: &mut Sheet) {
        sheet.put(items);
    }

    fn unpack_all(bytes: &[u8]) -> Vec<Self> {
        bytes.into()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[allow(clippy::arithmetic_side_effects)]
    const LENGTH: usize = A::LENGTH + B::LENGTH;

    #[inline(always)]
    fn pack(&self, bytes: &mut &mut [u8]) {
        self.0.pack(bytes);
        self.1.pack(bytes);
    }

    #[inline(always)]
    fn unpack(bytes: &mut &[u8]) -> Self {
        (A::unpack(bytes), B::unpack(bytes))
    }
}

/// Something that fills a cell.
pub trait Cell: Sized {
    fn write(&self, sheet: &mut Sheet);

    /// What lies in the first `length` bytes of a room that is zero from there on, [`LONGEST`] in all. Nothing, if
    /// that is not what `write` made.
    fn read(room: &[u8], length: usize) -> Option<Self>;
}

/// No cell may be longer; so the chain has it.
pub const LONGEST: usize = 416;

impl<const N: usize> Packed for [u8; N] {
    const LENGTH: usize = N;

    #[inline(always)]
    fn pack(&self, bytes: &mut &mut [u8]) {
        if let Some((head, rest)) = core::mem::take(bytes).split_first_chunk_mut::<N>() {
            *head = *self;
            *bytes = rest;
        }
    }

    #[inline(always)]
    fn unpack(bytes: &mut &[u8]) -> Self {
        match bytes.split_first_chunk::<N>() {
            Some((head, rest)) => {
                *bytes = rest;
                *head
            }
            None => [0; N],
        }
    }
}

/// `packed_as!(Type, Inner, into, from)`: packed as something else that is packed.
macro_rules! packed_as {
    ($name:ty, $inner:ty, $into:expr, $from:expr) => {
        impl $crate::cell::Packed for $name {
            const LENGTH: usize = <$inner as $crate::cell::Packed>::LENGTH;

            #[inline(always)]
            fn pack(&self, bytes: &mut &mut [u8]) {
                let into: fn(&Self) -> $inner = $into;
                $crate::cell::Packed::pack(&into(self), bytes);
            }

            #[inline(always)]
            fn unpack(bytes: &mut &[u8]) -> Self {
                let from: fn($inner) -> Self = $from;
                from($crate::cell::Packed::unpack(bytes))
            }
        }
    };
}

packed_as!(u16, [u8; 2], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u32, [u8; 4], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u64, [u8; 8], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u128, [u8; 16], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(bool, u8, |yes| u8::from(*yes), |byte| byte != 0);
packed_as!(Address, [u8; 20], |address| address.0, ink::H160);
packed_as!(H256, [u8; 32], |hash| hash.0, ink::H256);

/// All that is left of a cell.
pub fn rest<I: scale::Input>(input: &mut I) -> Result<Vec<u8>, scale::Error> {
    let mut bytes = ink::prelude::vec![0; input.remaining_len()?.unwrap_or_default()];
    input.read(&mut bytes)?;
    Ok(bytes)
}

/// The SCALE codec of something that fills a cell to its end.
macro_rules! cell_codec {
    ($name:ident) => {
        impl scale::Encode for $name {
            fn encode_to<O: scale::Output + ?Sized>(&self, out: &mut O) {
                let mut sheet = $crate::Sheet::default();
                $crate::Cell::write(self, &mut sheet);
                out.write(sheet.bytes());
            }
        }

        impl scale::Decode for $name {
            fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
                let mut room = $crate::cell::rest(input)?;
                let length = room.len();
                room.resize($crate::LONGEST, 0);
                $crate::Cell::read(&room, length).ok_or_else(|| "too short".into())
            }
        }

        impl scale::EncodeLike for $name {}
    };
}

/// Defines a record that fills a cell, or a part of one.
macro_rules! cell {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolDecode)]
        #[cfg_attr(
            feature = "std",
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)+
        }

        impl $crate::cell::Packed for $name {
            #[allow(clippy::arithmetic_side_effects)]
            const LENGTH: usize = 0 $(+ <$kind as $crate::cell::Packed>::LENGTH)+;

            #[inline(always)]
            fn pack(&self, bytes: &mut &mut [u8]) {
                $($crate::cell::Packed::pack(&self.$field, bytes);)+
            }

            #[inline(always)]
            fn unpack(bytes: &mut &[u8]) -> Self {
                $(let $field = $crate::cell::Packed::unpack(bytes);)+
                Self { $($field),+ }
            }
        }

        packed_codec!($name);

        worded_fields!($name { $($field),+ });

        impl<'a> ink::SolEncode<'a> for $name {
            type SolType = ($(<$kind as ink::SolEncode<'a>>::SolType,)+);

            fn to_sol_type(&'a self) -> Self::SolType {
                ($(ink::SolEncode::to_sol_type(&self.$field),)+)
            }

            fn encode(&'a self) -> ink::prelude::vec::Vec<u8> {
                let mut words = $crate::Sheet::default();
                $crate::words::Worded::put(self, &mut words);
                words.into()
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)+
            // What may be longer or shorter comes last.
            ..
            $(#[$tail_meta:meta])* pub $tail:ident: $tail_kind:ty,
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, ink::SolDecode)]
        #[cfg_attr(
            feature = "std",
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)+
            $(#[$tail_meta])* pub $tail: $tail_kind,
        }

        shown!($name { $($field: $kind,)+ } $tail: $tail_kind);

        impl $name {
            #[allow(clippy::arithmetic_side_effects)]
            const FIXED: usize = 0 $(+ <$kind as $crate::cell::Packed>::LENGTH)+;
        }

        impl $crate::Cell for $name {
            #[inline(never)]
            fn write(&self, sheet: &mut $crate::Sheet) {
                // With a length that the compiler knows, no field needs a check of its own.
                if let Some(fixed) = sheet.place(Self::FIXED).first_chunk_mut::<{ Self::FIXED }>() {
                    let mut room = &mut fixed[..];
                    $($crate::cell::Packed::pack(&self.$field, &mut room);)+
                }
                $crate::cell::Packed::pack_all(&self.$tail, sheet);
            }

            #[inline(never)]
            fn read(room: &[u8], length: usize) -> Option<Self> {
                let (fixed, tail) = room.get(..length)?.split_first_chunk::<{ Self::FIXED }>()?;
                let mut fixed = &fixed[..];
                $(let $field = $crate::cell::Packed::unpack(&mut fixed);)+
                let $tail = $crate::cell::Packed::unpack_all(tail);
                Some(Self { $($field,)+ $tail })
            }
        }

        cell_codec!($name);
    };
}

/// The SCALE codec of something that is packed, for the cells and keys that it fills.
macro_rules! packed_codec {
    ($name:ty) => {
        impl scale::Encode for $name {
            fn size_hint(&self) -> usize {
                <Self as $crate::cell::Packed>::LENGTH
            }

            fn encode_to<O: scale::Output + ?Sized>(&self, out: &mut O) {
                let mut bytes = [0; <$name as $crate::cell::Packed>::LENGTH];
                $crate::cell::Packed::pack(self, &mut &mut bytes[..]);
                out.write(&bytes);
            }
        }

        impl scale::Decode for $name {
            fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
                let mut bytes = [0; <$name as $crate::cell::Packed>::LENGTH];
                input.read(&mut bytes)?;
                Ok($crate::cell::Packed::unpack(&mut &bytes[..]))
            }
        }

        impl $crate::Cell for $name {
            #[inline(never)]
            fn write(&self, sheet: &mut $crate::Sheet) {
                const LENGTH: usize = <$name as $crate::cell::Packed>::LENGTH;
                if let Some(place) = sheet.place(LENGTH).first_chunk_mut::<LENGTH>() {
                    $crate::cell::Packed::pack(self, &mut &mut place[..]);
                }
                // Zeros at the end need no deposit.
                sheet.trim();
            }

            #[inline(never)]
            fn read(room: &[u8], _: usize) -> Option<Self> {
                const LENGTH: usize = <$name as $crate::cell::Packed>::LENGTH;
                let bytes = room.first_chunk::<LENGTH>()?;
                Some($crate::cell::Packed::unpack(&mut &bytes[..]))
            }
        }

        impl scale::EncodeLike for $name {}

        impl scale::MaxEncodedLen for $name {
            fn max_encoded_len() -> usize {
                <Self as $crate::cell::Packed>::LENGTH
            }
        }
    };
}
