//! An escrow for inferences that pays for no output that nobody answers for.
//!
//! `../solidity/PaidInference.sol` is the same contract in Solidity, with the same ABI.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

// Eight KiB, the default, overflows with a few structs, and every call then traps.
#[cfg(target_arch = "riscv64")]
ink::polkavm_derive::min_stack_size!(65536);

// ink's expansion panics where it cannot decode; what is written here does not.
#[allow(clippy::panic)]
#[ink::contract]
mod paid_inference {
    use ink::{
        codegen::TraitCallBuilder, prelude::vec::Vec, primitives::MessageResult, storage::Mapping,
        H256, U256,
    };

    /// What is needed here of answerable: `../IAnswerable.sol`, in ink. Nothing of its code is linked.
    #[ink::contract_ref(abi = "sol")]
    pub trait Answerable {
        #[ink(message)]
        fn trace(&self, trace: H256) -> Result<Trace, Refusal>;

        #[ink(message, name = "requireCovered")]
        fn require_covered(
            &self,
            trace: H256,
            min_cover: U256,
            min_until: u64,
        ) -> Result<(), Refusal>;
    }

    /// `IAnswerable.Trace`.
    #[derive(ink::SolDecode, ink::SolEncode)]
    pub struct Trace {
        recorder: Address,
        requester: Address,
        input: H256,
        output: H256,
        _at: u64,
        _recorded_at: u64,
        _terms: u32,
        _batch: u64,
        requester_until: u64,
        _busy_until: u64,
        _steps: Vec<Step>,
    }

    /// `IAnswerable.Step`.
    #[derive(ink::SolDecode, ink::SolEncode)]
    pub struct Step {
        _kind: u8,
        _actor: Address,
        _commitment: H256,
        _attested: bool,
    }

    /// Pays recorders for the inferences that clients ordered.
    #[ink(storage)]
    pub struct PaidInference {
        /// Where the traces and those who answer for them are.
        answerable: Address,
        /// By client and input.
        orders: Mapping<(Address, H256), Order>,
    }

    /// What a client ordered and left the price for.
    #[ink::scale_derive(Encode, Decode, TypeInfo)]
    #[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
    pub struct Order {
        recorder: Address,
        price: U256,
        min_cover: U256,
        deliver_by: u64,
        report_until: u64,
        paid: bool,
    }

    #[ink(event)]
    pub struct Ordered {
        #[ink(topic)]
        client: Address,
        #[ink(topic)]
        input: H256,
        #[ink(topic)]
        recorder: Address,
        price: U256,
    }

    #[ink(event)]
    pub struct Delivered {
        #[ink(topic)]
        client: Address,
        #[ink(topic)]
        input: H256,
        #[ink(topic)]
        trace: H256,
        output: H256,
    }

    #[ink(event)]
    pub struct Refunded {
        #[ink(topic)]
        client: Address,
        #[ink(topic)]
        input: H256,
        price: U256,
    }

    #[derive(Debug, PartialEq, Eq)]
    #[ink::error]
    pub enum Refusal {
        NoCoverAsked,
        NoTimeToReport,
        AlreadyOrdered {
            client: Address,
            input: H256,
        },
        NoOpenOrder {
            client: Address,
            input: H256,
        },
        OtherRecorder {
            ordered: Address,
            found: Address,
        },
        ReportTimeTooShort {
            needed: u64,
            found: u64,
        },
        DeliveryOver {
            deliver_by: u64,
        },
        DeliveryNotOver {
            deliver_by: u64,
        },
        PaymentFailed {
            to: Address,
        },

        /// answerable's own, and passed on as they are.
        UnknownTrace {
            trace: H256,
        },
        NotCovered {
            step: u8,
            cover: U256,
            until: u64,
        },
        /// It trapped, or what answered is not answerable.
        NoAnswer,
    }

    impl PaidInference {
        #[ink(constructor)]
        pub fn new(answerable: Address) -> Self {
            Self {
                answerable,
                orders: Mapping::new(),
            }
        }

        /// Where the traces and those who answer for them are.
        #[ink(message)]
        pub fn answerable(&self) -> Address {
            self.answerable
        }

        /// Orders an inference for the attached price, from `recorder`, who is paid if it is delivered up to
        /// and including `deliver_by`, with `min_cover` promised for each step, and with the client able to
        /// report a fault until `report_until`.
        ///
        /// `input` is the hash of the input, as the trace will name it. It is paid for once: hash a nonce with it.
        #[ink(message, payable)]
        pub fn order(
            &mut self,
            input: H256,
            recorder: Address,
            min_cover: U256,
            deliver_by: u64,
            report_until: u64,
        ) -> Result<(), Refusal> {
            // With a least cover of zero the guard would accept a step that nobody answers for.
            if min_cover.is_zero() {
                return Err(Refusal::NoCoverAsked);
            }
            if report_until <= deliver_by {
                return Err(Refusal::NoTimeToReport);
            }
            let client = self.env().caller();
            if self.orders.contains((client, input)) {
                return Err(Refusal::AlreadyOrdered { client, input });
            }

            let price = self.env().transferred_value();
            let placed = Order {
                recorder,
                price,
                min_cover,
                deliver_by,
                report_until,
                paid: false,
            };
            self.orders.insert((client, input), &placed);
            self.env().emit_event(Ordered {
                client,
                input,
                recorder,
                price,
            });
            Ok(())
        }

        /// Accepts the output of `trace` and pays its recorder. Anybody may deliver.
        #[ink(message)]
        pub fn deliver(&mut self, trace: H256) -> Result<(), Refusal> {
            let answerable = AnswerableRef::from(self.answerable);
            let found = heard(answerable.call().trace(trace).try_invoke())?;
            let (client, input) = (found.requester, found.input);
            let mut placed = self.open_order(client, input)?;
            if self.env().block_timestamp() > placed.deliver_by {
                return Err(Refusal::DeliveryOver {
                    deliver_by: placed.deliver_by,
                });
            }
            if found.recorder != placed.recorder {
                return Err(Refusal::OtherRecorder {
                    ordered: placed.recorder,
                    found: found.recorder,
                });
            }
            // A promise outlasts the time in which the client can call on it, so the guard alone is not enough.
            if found.requester_until < placed.report_until {
                return Err(Refusal::ReportTimeTooShort {
                    needed: placed.report_until,
                    found: found.requester_until,
                });
            }
            let guarded = answerable
                .call()
                .require_covered(trace, placed.min_cover, placed.report_until)
                .try_invoke();
            heard(guarded)?;

            placed.paid = true;
            self.orders.insert((client, input), &placed);
            self.env().emit_event(Delivered {
                client,
                input,
                trace,
                output: found.output,
            });
            self.pay(found.recorder, placed.price)
        }

        /// Gives the caller's money back when nothing was delivered in time.
        #[ink(message)]
        pub fn refund(&mut self, input: H256) -> Result<(), Refusal> {
            let client = self.env().caller();
            let placed = self.open_order(client, input)?;
            if self.env().block_timestamp() <= placed.deliver_by {
                return Err(Refusal::DeliveryNotOver {
                    deliver_by: placed.deliver_by,
                });
            }

            self.orders.remove((client, input));
            self.env().emit_event(Refunded {
                client,
                input,
                price: placed.price,
            });
            self.pay(client, placed.price)
        }

        fn open_order(&self, client: Address, input: H256) -> Result<Order, Refusal> {
            self.orders
                .get((client, input))
                .filter(|placed| !placed.paid)
                .ok_or(Refusal::NoOpenOrder { client, input })
        }

        fn pay(&self, to: Address, amount: U256) -> Result<(), Refusal> {
            self.env()
                .transfer(to, amount)
                .map_err(|_| Refusal::PaymentFailed { to })
        }
    }

    /// Where no contract is, a call succeeds and returns nothing, which is a `()` but no `Trace`: so the trace is
    /// asked for first.
    fn heard<T>(
        answer: Result<MessageResult<Result<T, Refusal>>, ink::env::Error>,
    ) -> Result<T, Refusal> {
        match answer {
            Ok(Ok(answer)) => answer,
            _ => Err(Refusal::NoAnswer),
        }
    }
}
