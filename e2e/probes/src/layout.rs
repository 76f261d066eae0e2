//! Values of cells, with both ways to lay them out: SCALE by derive, and fields one after another.

use ink::Address;

/// A type of fixed length in a packed cell.
pub trait Packed: Sized {
    fn unpack(bytes: &mut &[u8]) -> Self;
    fn pack(&self, bytes: &mut &mut [u8]);
}

fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    match bytes.split_first_chunk::<N>() {
        Some((head, rest)) => {
            *bytes = rest;
            *head
        }
        None => [0; N],
    }
}

fn put<const N: usize>(bytes: &mut &mut [u8], value: [u8; N]) {
    if let Some((head, rest)) = core::mem::take(bytes).split_first_chunk_mut::<N>() {
        *head = value;
        *bytes = rest;
    }
}

macro_rules! packed_integers {
    ($($integer:ty)+) => {$(
        impl Packed for $integer {
            #[inline(always)]
            fn unpack(bytes: &mut &[u8]) -> Self {
                Self::from_le_bytes(take(bytes))
            }
            #[inline(always)]
            fn pack(&self, bytes: &mut &mut [u8]) {
                put(bytes, self.to_le_bytes());
            }
        }
    )+};
}
packed_integers!(u8 u32 u64 u128);

impl Packed for Address {
    #[inline(always)]
    fn unpack(bytes: &mut &[u8]) -> Self {
        Self(take(bytes))
    }
    #[inline(always)]
    fn pack(&self, bytes: &mut &mut [u8]) {
        put(bytes, self.0);
    }
}

macro_rules! cells {
    ($($name:ident { $($field:ident: $kind:ty),+ })+) => {$(
        #[derive(Clone, Copy, Debug, Default, scale::Encode, scale::Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout))]
        pub struct $name { $(pub $field: $kind),+ }

        impl Packed for $name {
            #[inline(always)]
            fn unpack(bytes: &mut &[u8]) -> Self {
                $(let $field = Packed::unpack(bytes);)+
                Self { $($field),+ }
            }
            #[inline(always)]
            fn pack(&self, bytes: &mut &mut [u8]) {
                $(self.$field.pack(bytes);)+
            }
        }
    )+};
}

cells! {
    Cell8 { a: u64 }
    Cell32 { a: u128, b: u64, c: u32, d: u32 }
    Cell64 { a: Address, b: u128, c: u128, d: u64, e: u32 }
    Cell128 { a: Address, b: Address, c: u128, d: u128, e: u128, f: u128, g: u64, h: u64, i: u32, j: u32 }
    Cell256 {
        a: Address, b: Address, c: Address,
        d: u128, e: u128, f: u128, g: u128, h: u128, i: u128, j: u128, k: u128,
        l: u64, m: u64, n: u64, o: u64, p: u64, q: u64, r: u64,
        s: u32, t: u32, u: u32
    }
    Cell300 {
        a: Address, b: Address, c: Address,
        d: u128, e: u128, f: u128, g: u128, h: u128, i: u128, j: u128, k: u128, l: u128,
        m: u64, n: u64, o: u64, p: u64, q: u64, r: u64, s: u64, t: u64, u: u64, v: u64, w: u64, x: u64
    }
    Cell400 {
        a: Address, b: Address, c: Address, d: Address, e: Address,
        f: u128, g: u128, h: u128, i: u128, j: u128, k: u128, l: u128, m: u128, n: u128, o: u128, p: u128, q: u128,
        r: u64, s: u64, t: u64, u: u64, v: u64, w: u64, x: u64, y: u64, z: u64, aa: u64, ab: u64, ac: u64,
        ad: u32, ae: u32, af: u32
    }
    Pledge { surety: Address, cover: u128, left: u128, reserve: u128 }
}

/// A cell of 256 bytes whose SCALE encoding is its packing, written by hand.
#[derive(Debug, Default)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Flat<T>(pub T);

impl<T: Packed> scale::Encode for Flat<T> {
    fn size_hint(&self) -> usize {
        256
    }
    fn encode_to<O: scale::Output + ?Sized>(&self, out: &mut O) {
        self.using_encoded(|bytes| out.write(bytes));
    }
    fn using_encoded<R, F: FnOnce(&[u8]) -> R>(&self, then: F) -> R {
        let mut bytes = [0; 256];
        self.0.pack(&mut &mut bytes[..]);
        then(&bytes)
    }
}

impl<T: Packed> scale::Decode for Flat<T> {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        let mut bytes = [0; 256];
        input.read(&mut bytes)?;
        Ok(Self(T::unpack(&mut &bytes[..])))
    }
}

impl<T: Packed> scale::EncodeLike for Flat<T> {}

#[cfg(not(feature = "flat-root"))]
pub type Root = Cell256;
#[cfg(feature = "flat-root")]
pub type Root = Flat<Cell256>;
