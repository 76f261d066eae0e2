//! What lists are asked for.

use super::{
    column::{Address, Hash},
    rows::{KindName, StateName},
};
use serde::{de::value::StrDeserializer, Deserialize, Deserializer};
use utoipa::{IntoParams, ToSchema};

macro_rules! filter {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, Deserialize, IntoParams)]
        #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)*
            /// How many items a page has at most: 50, or up to 200.
            pub limit: Option<u64>,
            /// What `next` of the page before said.
            pub after: Option<String>,
        }

        impl $name {
            pub(super) fn page(&self) -> Asked<'_> {
                Asked {
                    limit: self.limit,
                    after: self.after.as_deref(),
                }
            }
        }
    };
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    pub limit: Option<u64>,
    pub after: Option<&'a str>,
}

/// Of how many steps of a trace somebody answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Answered {
    None,
    Some,
    All,
}

/// In what order faults come. With `deadline` only those come that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FaultOrder {
    Deadline,
    #[default]
    Newest,
}

filter! {
    /// Which traces. Of several conditions all hold.
    pub struct TraceFilter {
        pub requester: Option<Address>,
        pub recorder: Option<Address>,
        /// Who did one of its steps.
        pub actor: Option<Address>,
        /// Of one of its steps.
        pub commitment: Option<Hash>,
        /// Who pledged for one of its steps.
        pub surety: Option<Address>,
        pub batch: Option<u64>,
        #[param(inline)]
        pub answered: Option<Answered>,
        /// With `true`, only those with one.
        pub open_faults: Option<bool>,
    }
}

filter! {
    /// Which steps that nobody answers for.
    pub struct OpenFilter {
        pub actor: Option<Address>,
        pub commitment: Option<Hash>,
        pub kind: Option<KindName>,
        pub recorder: Option<Address>,
        pub requester: Option<Address>,
        /// With `true`, only those that somebody offers a premium for.
        pub offered: Option<bool>,
        /// Only those that can be pledged for until then at least.
        pub until: Option<u64>,
    }
}

filter! {
    /// Which offers.
    pub struct OfferFilter {
        pub trace: Option<Hash>,
        pub payer: Option<Address>,
        /// With `true`, only those that can still be taken.
        pub open: Option<bool>,
    }
}

filter! {
    /// Which mandates.
    pub struct MandateFilter {
        pub surety: Option<Address>,
        pub recorder: Option<Address>,
        pub actor: Option<Address>,
        /// With `true`, only those that can still be drawn on.
        pub open: Option<bool>,
    }
}

filter! {
    /// Which batches.
    pub struct BatchFilter {
        pub recorder: Option<Address>,
    }
}

filter! {
    /// Which pledges for steps.
    pub struct PledgeFilter {
        pub surety: Option<Address>,
        pub trace: Option<Hash>,
        pub released: Option<bool>,
    }
}

filter! {
    /// Which pledges for batches.
    pub struct BatchPledgeFilter {
        pub surety: Option<Address>,
        pub batch: Option<u64>,
        pub released: Option<bool>,
    }
}

filter! {
    /// Which faults.
    pub struct FaultFilter {
        pub trace: Option<Hash>,
        /// One state, or several with commas between.
        #[serde(deserialize_with = "states")]
        #[param(value_type = Option<String>)]
        pub state: Vec<StateName>,
        pub reporter: Option<Address>,
        pub beneficiary: Option<Address>,
        /// Whose turn it is.
        pub called: Option<Address>,
        /// Who was ever called.
        pub surety: Option<Address>,
        pub governance: Option<Address>,
        /// With `true`, only those where a surety or governance has its turn.
        pub open: Option<bool>,
        /// Only those whose deadline comes before.
        pub deadline_before: Option<u64>,
        #[param(inline)]
        pub order: FaultOrder,
    }
}

filter! {
    /// Which part of an account's calendar.
    pub struct CalendarFilter {
        pub from: Option<u64>,
        pub to: Option<u64>,
    }
}

filter! {
    /// Which events.
    pub struct EventFilter {
        pub trace: Option<Hash>,
        pub fault: Option<u64>,
        /// Somebody who is named in it.
        pub account: Option<Address>,
        /// As in `IAnswerable.sol`.
        pub name: Option<String>,
    }
}

/// Which span of time, and in how many points at most.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SeriesFilter {
    /// All from the beginning on, if it is missing.
    pub from: Option<u64>,
    pub to: Option<u64>,
    /// At most 200.
    pub points: Option<u64>,
}

fn states<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<StateName>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let names = text.split(',').filter(|name| !name.is_empty());
    names
        .map(|name| StateName::deserialize(StrDeserializer::new(name)))
        .collect()
}
