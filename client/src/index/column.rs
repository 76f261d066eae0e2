//! What stands in one column of a row, the same in both databases.

use crate::{H160, H256, U256};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use sqlx::{
    any::{AnyArguments, AnyRow},
    error::BoxDynError,
    Arguments, Row,
};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// Amounts are as long as the longest, so that they sort as text.
const DIGITS: usize = 39;

/// An account of the chain, in its 20 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, example = "0x00000000000000000000000000000000000000e0")]
pub struct Address(pub H160);

/// The id of a trace, or the hash of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(
    value_type = String,
    example = "0x94c58e36f93af84b7aaa6f1f298e1f17719ac0f716089415dd7b0fc52462140b"
)]
pub struct Hash(pub H256);

/// An amount in the chain's 18-decimal unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = String, example = "1500000000000000000")]
pub struct Sum(pub u128);

/// A sum of losses, which anybody may claim to be as large as an amount can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = String, example = "1500000000000000000")]
pub struct Losses(pub U256);

/// Something that a column holds.
pub trait Column: Sized {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError>;
    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error>;
}

/// Numbers are kept bit by bit: what is above the largest that a database counts to, which only a time that somebody
/// made up can be, is below zero there.
macro_rules! number {
    ($($kind:ty),+) => {$(
        impl Column for $kind {
            fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
                into.add(u64::from(*self).cast_signed())
            }

            fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
                let number = row.try_get::<i64, _>(at)?.cast_unsigned();
                Self::try_from(number).map_err(|error| unreadable(at, error))
            }
        }
    )+};
}

number!(u8, u16, u32, u64);

impl Column for bool {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(i64::from(*self))
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        Ok(row.try_get::<i64, _>(at)? != 0)
    }
}

/// Text of strangers may hold what PostgreSQL keeps in no text.
impl Column for String {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.replace('\0', "\u{fffd}"))
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        row.try_get(at)
    }
}

impl Column for Vec<u8> {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.clone())
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        row.try_get(at)
    }
}

impl Column for Sum {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.padded())
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        parsed(row, at)
    }
}

impl Column for Losses {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.to_string())
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        parsed(row, at)
    }
}

impl Column for Address {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.to_string())
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        parsed(row, at)
    }
}

impl Column for Hash {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.to_string())
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        parsed(row, at)
    }
}

/// A number that may be missing.
impl Column for Option<u64> {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        into.add(self.map(u64::cast_signed))
    }

    fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        let number: Option<i64> = row.try_get(at)?;
        Ok(number.map(i64::cast_unsigned))
    }
}

/// Text that may be missing.
macro_rules! optional_text {
    ($($kind:ty),+) => {$(
        impl Column for Option<$kind> {
            fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
                into.add(self.as_ref().map(ToString::to_string))
            }

            fn get(row: &AnyRow, at: usize) -> Result<Self, sqlx::Error> {
                let text: Option<String> = row.try_get(at)?;
                let known = text.map(|text| text.parse());
                known.transpose().map_err(|error| unreadable(at, error))
            }
        }
    )+};
}

optional_text!(Address, Hash, String);

fn parsed<T: FromStr>(row: &AnyRow, at: usize) -> Result<T, sqlx::Error>
where
    T::Err: Into<BoxDynError>,
{
    let text: String = row.try_get(at)?;
    text.parse().map_err(|error| unreadable(at, error))
}

fn unreadable(at: usize, error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: at.to_string(),
        source: error.into(),
    }
}

impl Sum {
    pub const ZERO: Self = Self(0);

    pub(super) fn padded(self) -> String {
        format!("{:0DIGITS$}", self.0)
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Sum {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Losses {
    pub(super) fn add(&mut self, other: Sum) {
        self.0 = self.0.saturating_add(other.0.into());
    }

    /// Nothing, if it is not there.
    #[must_use]
    pub(super) fn take(&mut self, other: Sum) -> Option<()> {
        self.0 = self.0.checked_sub(other.0.into())?;
        Some(())
    }
}

impl fmt::Display for Losses {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Losses {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = U256::from_dec_str(text);
        number.map(Self).map_err(|error| format!("{error:?}"))
    }
}

macro_rules! hexadecimal {
    ($name:ident, $inner:ident, $digits:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(&const_hex::encode_prefixed(self.0))
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let mut bytes = [0; $digits / 2];
                let read =
                    text.starts_with("0x") && const_hex::decode_to_slice(text, &mut bytes).is_ok();
                if !read {
                    return Err(format!(
                        "{text:?} is not 0x and {} hexadecimal digits",
                        $digits
                    ));
                }
                Ok(Self($inner(bytes)))
            }
        }
    };
}

hexadecimal!(Address, H160, 40);
hexadecimal!(Hash, H256, 64);

macro_rules! as_text {
    ($($name:ty),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )+};
}

as_text!(Address, Hash, Sum, Losses);
