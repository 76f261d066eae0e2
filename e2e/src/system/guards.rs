//! What other contracts ask before they build on a trace.

use super::{
    messages::{address, hash, trace_data, uint},
    ready, refusal, OnChain,
};
use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable as sol, Act as Call, Chain, Outcome,
};
use answerable_model::{Address, Hash, Refused, TraceData};

impl OnChain {
    pub fn cover_of(&self, trace: Hash) -> Result<Vec<u128>, Refused> {
        let trace = hash(trace);
        let cover = self.ask(&sol::coverOfCall { trace })?;
        Ok(cover
            .into_iter()
            .map(|it| it.try_into().expect("amounts fit"))
            .collect())
    }

    pub fn uncovered_steps(&self, trace: Hash) -> Result<u8, Refused> {
        let trace = hash(trace);
        self.ask(&sol::uncoveredStepsCall { trace })
    }

    pub fn require_covered(&self, trace: Hash, least: u128, until: u64) -> Result<(), Refused> {
        self.ask(&sol::requireCoveredCall {
            trace: hash(trace),
            minCover: uint(least),
            minUntil: until,
        })
        .map(drop)
    }

    pub fn require_covered_in_batch(
        &self,
        batch: u64,
        data: &TraceData,
        proof: &[Hash],
        least: u128,
        until: u64,
    ) -> Result<(), Refused> {
        self.ask(&sol::requireCoveredInBatchCall {
            batch,
            data: trace_data(data.clone()),
            proof: proof.iter().copied().map(hash).collect(),
            minCover: uint(least),
            minUntil: until,
        })
        .map(drop)
    }

    pub fn is_party(&self, fault: u64, who: Address) -> Result<bool, Refused> {
        let who = address(who);
        self.ask(&sol::isPartyCall { fault, who })
    }

    fn ask<M: SolCall>(&self, message: &M) -> Result<M::Return, Refused> {
        let call = Call::Call {
            to: self.contract,
            input: message.abi_encode(),
        };
        match ready(self.chain.dry_run([0; 32], &call, 0)).map(|tried| tried.outcome) {
            Ok(Outcome::Returned { data, .. }) => {
                Ok(M::abi_decode_returns(&data).expect("it answers what was asked"))
            }
            Ok(Outcome::Reverted { data }) => Err(refusal(&data).expect("it says why")),
            other => panic!("{other:?}"),
        }
    }
}
