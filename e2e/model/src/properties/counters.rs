use super::{holds, reading, Broken, Claims, Move};
use crate::{AccountView, Act, Address, Tally};

/// Property 7: The counters change only as the table says.
pub fn counters_move_as_the_table_says(it: Move, claims: &Claims) -> Result<(), Broken> {
    let (who, standing, change) = match it.result {
        Ok(_) => expected(it, claims).unwrap_or((Address::ZERO, 0, Change::Nothing)),
        Err(_) => (Address::ZERO, 0, Change::Nothing),
    };
    let accounts = it.before.accounts.keys().chain(it.after.accounts.keys());
    for account in accounts {
        let mut tallies = counters(&it.before.account(*account));
        if *account == who {
            tallies[standing] = change.apply(tallies[standing]);
        }
        let shown = counters(&it.after.account(*account));
        holds(shown == tallies, || {
            format!("the counters of {account} are {shown:?}, expected {tallies:?}")
        })?;
    }
    Ok(())
}

const HONORED: usize = 0;
const DEFENDED: usize = 1;
const LOST: usize = 2;
const UNDECIDED: usize = 3;
const DEFAULTED: usize = 4;
const VOLUNTEERED: usize = 5;

fn counters(view: &AccountView) -> [Tally; 6] {
    let AccountView {
        honored,
        defended,
        lost,
        undecided,
        defaulted,
        volunteered,
        ..
    } = *view;
    [honored, defended, lost, undecided, defaulted, volunteered]
}

enum Change {
    Nothing,
    Up(u128),
    Down(u128),
}

impl Change {
    fn apply(&self, tally: Tally) -> Tally {
        let Tally { times, amount } = tally;
        match self {
            Self::Nothing | Self::Up(0) | Self::Down(0) => tally,
            Self::Up(by) => Tally {
                times: times + 1,
                amount: amount + by,
            },
            Self::Down(by) => Tally {
                times: times - 1,
                amount: amount - by,
            },
        }
    }
}

fn expected(it: Move, claims: &Claims) -> Option<(Address, usize, Change)> {
    let (then, now) = reading::fault_of(it)?;
    let paid = now.paid - then.paid;
    let due = reading::due(it.before, then, then.loss, claims);
    let (standing, amount) = match &it.event.act {
        Act::OwnUp { .. } if then.state < 3 => (HONORED, paid),
        Act::DeclareDefault { .. } => (DEFAULTED, due),
        Act::Settle { .. } if then.state == 2 => (UNDECIDED, due),
        Act::RuleDismiss { .. } => (DEFENDED, due),
        Act::RuleUphold { loss, .. } => {
            let lacking = reading::unpaid(then, *loss, claims);
            match paid {
                0 if lacking == 0 => (DEFENDED, due),
                0 => return None,
                _ if paid <= then.conceded => (HONORED, paid),
                _ => (LOST, paid),
            }
        }
        Act::Pardon { .. } => return Some((then.called, DEFAULTED, Change::Down(then.defaulted))),
        Act::StepForward { .. } if now.over() => (VOLUNTEERED, paid),
        _ => return None,
    };
    let who = if standing == VOLUNTEERED {
        it.event.caller
    } else {
        then.called
    };
    let itself = who == then.beneficiary || who == then.reporter;
    Some((
        who,
        standing,
        if itself {
            Change::Nothing
        } else {
            Change::Up(amount)
        },
    ))
}
