//! Everything that happens, told so that all records can be rebuilt from it and from the traces as they were stored.

use crate::{
    words::{Log, Told, Worded},
    Amount, BatchId, Bps, FaultId, Kinds, MandateId, OfferId, Root, Standing, State, StepNumber,
    Terms, TermsId, Time, TraceId, Uri,
};
use ink::{Address, H256};

macro_rules! what_happens_to_faults {
    ($($name:ident),* $(,)?) => {
        /// What an act on a fault tells.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($name($name),)*
        }

        impl Told for Event {
            fn tell(&self, log: &mut Log) {
                match self {
                    $(Self::$name(event) => event.tell(log),)*
                }
            }
        }

        $(
            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }
        )*
    };
}

what_happens_to_faults! {
    Called, Closed, Contested, Defaulted, Defended, DepositMoved, Orphaned, Paid, Slashed, Upheld,
    Volunteered,
}

/// Defines an event; before the semicolon is what one can search for.
macro_rules! event {
    (
        $(#[$meta:meta])*
        $name:ident {
            $($topic:ident: $topic_kind:ty),*;
            $($field:ident: $kind:ty),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[ink::event]
        pub struct $name {
            $(
                #[ink(topic)]
                pub $topic: $topic_kind,
            )*
            $(pub $field: $kind,)*
        }

        impl Told for $name {
            #[inline(never)]
            fn tell(&self, log: &mut Log) {
                const SIGNATURE: &[u8] = match &<$name as ink::env::Event<ink::abi::Sol>>::SIGNATURE_TOPIC {
                    Some(signature) => signature,
                    None => &[],
                };
                log.topics.put(SIGNATURE);
                $(self.$topic.put(&mut log.topics);)*
                $(self.$field.put(&mut log.data);)*
            }
        }
    };
}

event! {
    /// Money arrived in an account.
    Deposited {
        account: Address;
        amount: Amount,
    }
}

event! {
    /// Money left the contract, to the account's own address.
    Withdrawn {
        account: Address;
        amount: Amount,
    }
}

event! {
    /// The rest of it is in its cell for good, and an event costs more than a cell does.
    Recorded {
        trace: TraceId, recorder: Address, requester: Address;
        input: H256, output: H256,
    }
}

event! {
    Anchored {
        batch: BatchId, recorder: Address;
        root: Root, depth: u8, uri_hash: H256, terms: TermsId,
    }
}

event! {
    /// As with `Recorded`, the rest is in the trace's cell.
    Opened {
        trace: TraceId, batch: BatchId, requester: Address;
        input: H256, output: H256,
    }
}

event! {
    /// The step's actor confirmed it.
    Attested {
        trace: TraceId;
        step: StepNumber,
    }
}

event! {
    /// The premium comes from the offer, or from the recorder where there is a mandate.
    Pledged {
        trace: TraceId, surety: Address;
        step: StepNumber, cover: Amount, reserved: Amount, mandate: MandateId, offer: OfferId, premium: Amount,
    }
}

event! {
    BatchPledged {
        batch: BatchId, surety: Address;
        mandate: MandateId, per_trace: Amount, reserved: Amount, premium: Amount,
    }
}

event! {
    Offered {
        offer: OfferId, trace: TraceId, payer: Address;
        step: StepNumber, cover: Amount, premium: Amount, until: Time,
    }
}

event! {
    OfferWithdrawn {
        offer: OfferId;
        amount: Amount,
    }
}

event! {
    Granted {
        mandate: MandateId, surety: Address, recorder: Address;
        actor: Address, kinds: Kinds, terms: TermsId, per_trace: Amount, limit: Amount, premium_bps: Bps, until: Time,
    }
}

event! {
    Revoked {
        mandate: MandateId;

    }
}

event! {
    /// All pledges of the step itself are free.
    Released {
        trace: TraceId;
        step: StepNumber,
    }
}

event! {
    /// All pledges of the batch are free.
    BatchReleased {
        batch: BatchId;

    }
}

event! {
    Reported {
        fault: FaultId, trace: TraceId, reporter: Address;
        step: StepNumber, beneficiary: Address, recourse: bool, loss: Amount, deposit: Amount, evidence: H256, uri: Uri,
    }
}

event! {
    /// It is this surety's turn to answer.
    Called {
        fault: FaultId, surety: Address;
        layer: u8, deadline: Time,
    }
}

event! {
    Contested {
        fault: FaultId, surety: Address;
        conceded: Amount, deposit: Amount, defence: H256, deadline: Time,
    }
}

event! {
    /// `due` is zero if the default moved no counter.
    Defaulted {
        fault: FaultId, surety: Address;
        due: Amount, deadline: Time,
    }
}

event! {
    /// Governance ruled this loss.
    Upheld {
        fault: FaultId;
        loss: Amount,
    }
}

event! {
    /// Governance slashed the defaulter by these basis points on top of what is paid.
    Slashed {
        fault: FaultId;
        bps: Bps,
    }
}

event! {
    /// A called surety paid; `standing` is the counter that moved, by `counted`.
    Paid {
        fault: FaultId, surety: Address, beneficiary: Address;
        amount: Amount, penalty: Amount, to_reporter: Amount, unlocked: Amount, standing: Standing, counted: Amount,
    }
}

event! {
    /// `amount` is zero if it moved no counter.
    Defended {
        fault: FaultId, surety: Address;
        amount: Amount,
    }
}

event! {
    /// The deposit of a report or of a contest left the fault.
    DepositMoved {
        fault: FaultId, to: Address;
        amount: Amount,
    }
}

event! {
    /// Nobody answers for what is unpaid.
    Orphaned {
        fault: FaultId;
        unpaid: Amount, deadline: Time,
    }
}

event! {
    /// `counted` is zero unless this payment closed the fault and moved the counter.
    Volunteered {
        fault: FaultId, volunteer: Address;
        amount: Amount, counted: Amount,
    }
}

event! {
    Closed {
        fault: FaultId;
        state: State, unpaid: Amount,
    }
}

event! {
    TermsAdded {
        terms: TermsId;
        content: Terms,
    }
}

event! {
    TreasurySet {
        treasury: Address;

    }
}

event! {
    IntakeSet {
        ;
        open: bool,
    }
}

event! {
    GovernanceProposed {
        proposed: Address;

    }
}

event! {
    GovernanceAccepted {
        governance: Address;

    }
}
