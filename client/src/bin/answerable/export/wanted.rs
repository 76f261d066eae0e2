//! Which traces are meant.

use answerable_client::{alloy_sol_types::private::Address, history::History, H160};

/// What must hold of a trace, as far as it is given.
pub struct Wanted {
    pub requester: Option<H160>,
    pub recorder: Option<H160>,
    pub actor: Option<H160>,
    pub surety: Option<H160>,
}

impl Wanted {
    pub fn has(&self, history: &History) -> bool {
        let trace = &history.trace;
        let actors = history.steps.iter().map(|step| step.step.actor);
        let promises = history.steps.iter().flat_map(|step| &step.promises);
        is_among(self.requester, [trace.requester])
            && is_among(self.recorder, [trace.recorder])
            && is_among(self.actor, actors)
            && is_among(self.surety, promises.map(|promise| promise.surety))
    }
}

fn is_among(wanted: Option<H160>, found: impl IntoIterator<Item = Address>) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    found.into_iter().any(|address| address.0 == wanted.0)
}
