use super::{Model, LONGEST_WINDOW};
use crate::{Address, Answer, Refused, Terms};

impl Model {
    pub(crate) fn refuse_unless_governance(&mut self, caller: Address) {
        self.refuse_if(
            caller != self.governance,
            Refused::NotGovernance(self.governance),
        );
    }

    /// The version that is current.
    pub(crate) fn current_terms(&self) -> u32 {
        self.terms.len() as u32
    }

    pub(crate) fn terms_of(&self, version: u32) -> Terms {
        self.terms[version as usize - 1]
    }

    pub(crate) fn refuse_bad_shortest(&mut self) {
        let windows = self.shortest;
        for window in [
            windows.answer,
            windows.ruling,
            windows.report,
            windows.recourse,
        ] {
            let wrong = !(1..=LONGEST_WINDOW).contains(&window);
            self.refuse_if(wrong, Refused::WindowOutOfBounds(1, LONGEST_WINDOW));
        }
    }

    pub(crate) fn add_terms(&mut self, content: Terms) -> Answer {
        let (shortest, windows) = (self.shortest, content.windows);
        let pairs = [
            (shortest.answer, windows.answer),
            (shortest.ruling, windows.ruling),
            (shortest.report, windows.report),
            (shortest.recourse, windows.recourse),
        ];
        for (shortest, window) in pairs {
            let wrong = !(shortest..=LONGEST_WINDOW).contains(&window);
            self.refuse_if(wrong, Refused::WindowOutOfBounds(shortest, LONGEST_WINDOW));
        }
        let (lost, most) = (content.lost_penalty_bps, content.max_default_penalty_bps);
        self.refuse_if(content.min_cover == 0, Refused::ZeroAmount);
        self.refuse_if(lost > 10_000, Refused::BpsOutOfBounds(10_000));
        self.refuse_if(most > 10_000, Refused::BpsOutOfBounds(10_000));
        self.refuse_if(
            content.reporter_share_bps > 5_000,
            Refused::BpsOutOfBounds(5_000),
        );
        if lost > 0 || most > 0 {
            self.refuse_if(lost >= most, Refused::PenaltiesOutOfOrder(lost, most));
            self.refuse_if(content.contest_deposit == 0, Refused::ContestDepositMissing);
        }
        self.terms.push(content);
        Answer::Terms(self.current_terms())
    }

    pub(crate) fn set_treasury(
        &mut self,
        caller: Address,
        treasury: Address,
    ) -> Result<Answer, Refused> {
        self.refuse_unless_governance(caller);
        self.refuse_bad_address(treasury);
        self.treasury = treasury;
        Ok(Answer::Nothing)
    }

    pub(crate) fn set_intake(&mut self, caller: Address, open: bool) -> Result<Answer, Refused> {
        self.refuse_unless_governance(caller);
        self.intake_open = open;
        Ok(Answer::Nothing)
    }

    pub(crate) fn propose_governance(
        &mut self,
        caller: Address,
        proposed: Address,
    ) -> Result<Answer, Refused> {
        self.refuse_unless_governance(caller);
        self.refuse_bad_address(proposed);
        self.proposed = proposed;
        Ok(Answer::Nothing)
    }

    pub(crate) fn accept_governance(&mut self, caller: Address) -> Result<Answer, Refused> {
        let proposed = self.proposed;
        let uncalled = proposed.is_zero() || caller != proposed;
        self.refuse_if(uncalled, Refused::NotProposed(proposed));
        self.governance = caller;
        self.proposed = Address::ZERO;
        Ok(Answer::Nothing)
    }
}
