//! How records lie in their cells: field after field, numbers with their lowest byte first, no lengths.
//!
//! Written once and by hand, since every act pays for it: a cell of 256 bytes is read, changed and written for
//! two thirds of what derived codecs cost, see docs/costs-of-the-platform.md.

use ink::{prelude::vec::Vec, Address, H256};

/// Something of a fixed length in a cell.
pub trait Packed: Sized {
    const LENGTH: usize;

    fn pack(&self, bytes: &mut &mut [u8]);

    /// Bytes that are missing read as zeros.
    fn unpack(bytes: &mut &[u8]) -> Self;
}

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

packed_as!(u8, [u8; 1], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u16, [u8; 2], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u32, [u8; 4], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u64, [u8; 8], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(u128, [u8; 16], |n| n.to_le_bytes(), Self::from_le_bytes);
packed_as!(bool, u8, |yes| u8::from(*yes), |byte| byte != 0);
packed_as!(Address, [u8; 20], |address| address.0, ink::H160);
packed_as!(H256, [u8; 32], |hash| hash.0, ink::H256);

/// What follows the fixed part of a cell, to its end.
pub trait Tail: Sized {
    fn encode_tail<O: scale::Output + ?Sized>(&self, out: &mut O);
    fn decode_tail(bytes: &[u8]) -> Self;
}

impl<T: Packed + scale::Encode> Tail for Vec<T> {
    fn encode_tail<O: scale::Output + ?Sized>(&self, out: &mut O) {
        self.iter().for_each(|item| item.encode_to(out));
    }

    fn decode_tail(bytes: &[u8]) -> Self {
        let items = bytes.chunks_exact(T::LENGTH.max(1));
        items.map(|mut item| T::unpack(&mut item)).collect()
    }
}

/// All that is left of a cell.
pub fn rest<I: scale::Input>(input: &mut I) -> Result<Vec<u8>, scale::Error> {
    let mut bytes = ink::prelude::vec![0; input.remaining_len()?.unwrap_or_default()];
    input.read(&mut bytes)?;
    Ok(bytes)
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
                let mut words = ink::prelude::vec::Vec::new();
                $crate::words::Worded::put(self, &mut words);
                words
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

        impl scale::Encode for $name {
            fn encode_to<O: scale::Output + ?Sized>(&self, out: &mut O) {
                #[allow(clippy::arithmetic_side_effects)]
                const LENGTH: usize = 0 $(+ <$kind as $crate::cell::Packed>::LENGTH)+;
                let mut bytes = [0; LENGTH];
                let mut room = &mut bytes[..];
                $($crate::cell::Packed::pack(&self.$field, &mut room);)+
                out.write(&bytes);
                $crate::cell::Tail::encode_tail(&self.$tail, out);
            }
        }

        impl scale::Decode for $name {
            fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
                #[allow(clippy::arithmetic_side_effects)]
                const LENGTH: usize = 0 $(+ <$kind as $crate::cell::Packed>::LENGTH)+;
                let bytes = $crate::cell::rest(input)?;
                // With a length that the compiler knows, no field needs a check of its own.
                let (fixed, tail) = bytes.split_first_chunk::<LENGTH>().ok_or("too short")?;
                let mut fixed = &fixed[..];
                $(let $field = $crate::cell::Packed::unpack(&mut fixed);)+
                let $tail = $crate::cell::Tail::decode_tail(tail);
                Ok(Self { $($field,)+ $tail })
            }
        }

        impl scale::EncodeLike for $name {}
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

        impl scale::EncodeLike for $name {}

        impl scale::MaxEncodedLen for $name {
            fn max_encoded_len() -> usize {
                <Self as $crate::cell::Packed>::LENGTH
            }
        }
    };
}
