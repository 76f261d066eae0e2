//! How values are written in JSON.

/// Kinds by their names.
pub(super) mod kind {
    use crate::names::{self, kind_named, KINDS};
    use answerable_protocol::Kind;
    use serde::{de, Deserializer, Serializer};
    use std::fmt;

    pub fn serialize<S: Serializer>(kind: &Kind, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(names::kind(*kind))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
        from.deserialize_str(Name)
    }

    struct Name;

    impl de::Visitor<'_> for Name {
        type Value = Kind;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            write!(f, "one of the kinds {}", KINDS.map(names::kind).join(", "))
        }

        fn visit_str<E: de::Error>(self, name: &str) -> Result<Kind, E> {
            kind_named(name).ok_or_else(|| E::invalid_value(de::Unexpected::Str(name), &self))
        }
    }
}

/// Bytes as `0x` and two digits for each.
pub(crate) mod hex {
    use serde::{de, Deserializer, Serializer};
    use std::{fmt, marker::PhantomData};

    pub fn serialize<T: AsRef<[u8]>, S: Serializer>(bytes: &T, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&const_hex::encode_prefixed(bytes))
    }

    pub fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
    where
        T: Default + AsMut<[u8]>,
        D: Deserializer<'de>,
    {
        from.deserialize_str(Digits(PhantomData))
    }

    struct Digits<T>(PhantomData<T>);

    impl<T: Default + AsMut<[u8]>> de::Visitor<'_> for Digits<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            let bytes = T::default().as_mut().len();
            let digits = bytes.saturating_mul(2);
            let all = digits.saturating_add(2);
            write!(
                f,
                "{all} characters: 0x and {digits} digits, which are {bytes} bytes"
            )
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            let mut bytes = T::default();
            let (given, needed) = (text.chars().count(), bytes.as_mut().len().saturating_mul(2));
            // Here, because the decoder would allow for a second 0x.
            if given != needed.saturating_add(2) {
                return Err(E::invalid_length(given, &self));
            }
            let refuse = || E::invalid_value(de::Unexpected::Str(text), &self);
            let digits = text.strip_prefix("0x").ok_or_else(refuse)?;
            const_hex::decode_to_slice(digits, bytes.as_mut()).map_err(|_| refuse())?;
            Ok(bytes)
        }
    }
}
