//! The table of all probes that need no message of their own.

/// What a row of the table measures.
#[derive(Clone, Copy)]
pub struct About {
    pub name: &'static str,
    /// What the pair isolates.
    pub what: &'static str,
    /// The probe that differs in that one thing.
    pub against: &'static str,
}

/// A module's part of the table: `/// what` and `name - against { code }` for each probe.
macro_rules! probes {
    ($($(#[doc = $what:literal])+ $name:ident - $against:ident $code:block)+) => {
        pub const RUN: &[fn()] = &[$({
            #[inline(never)]
            fn $name() $code
            $name
        }),+];

        #[cfg(feature = "std")]
        pub const ABOUT: &[crate::About] = &[$(crate::About {
            name: stringify!($name),
            what: concat!($($what),+),
            against: stringify!($against),
        }),+];
    };
}
pub(crate) use probes;

const PARTS: [&[fn()]; 5] = [
    crate::cells::RUN,
    crate::codecs::RUN,
    crate::events::RUN,
    crate::host::RUN,
    crate::arithmetic::RUN,
];

/// Runs the probe at this place, or nothing.
pub fn run(probe: u32) {
    let mut place = probe as usize;
    for part in PARTS {
        match part.get(place) {
            Some(run) => return run(),
            None => place = place.wrapping_sub(part.len()),
        }
    }
}

/// All parts, each with a title.
#[cfg(feature = "std")]
pub fn about() -> [(&'static str, &'static [About]); 5] {
    [
        ("Cells", crate::cells::ABOUT),
        ("Codecs", crate::codecs::ABOUT),
        ("Events", crate::events::ABOUT),
        ("Hashing and calls", crate::host::ABOUT),
        ("Arithmetic and lists", crate::arithmetic::ABOUT),
    ]
}
