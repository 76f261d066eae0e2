//! The model and something else, side by side.

use crate::{resolve, Broken, Entry, History, Model, Move, Refused, Story, System, Watch};

/// Plays a history on both. They must accept the same, show the same after every message, and refuse for
/// one of the same reasons; and what the other shows must have the properties. Gives back the story.
pub fn compare<S: System>(
    model: &mut Model,
    other: &mut S,
    history: &History,
) -> Result<Story, Broken> {
    let mut story = Story::default();
    let mut watch = Watch::default();
    let mut before = other.snapshot();
    for intent in history {
        let event = resolve(intent, model);
        let expected = model.act(event.now, event.caller, event.value, &event.act);
        let result = other.act(event.now, event.caller, event.value, &event.act);
        story.entries.push(Entry {
            event: event.clone(),
            result,
        });
        story.traces = model.traces_in_order().to_vec();
        let agreed = match result {
            Ok(_) => result == expected,
            Err(refused) => model.reasons().iter().any(|reason| same(reason, &refused)),
        };
        if !agreed {
            let reasons = model.reasons();
            return Err(format!(
                "the model says {expected:?}, all reasons {reasons:?}\n{story}"
            ));
        }
        let after = other.snapshot();
        let differences = model.snapshot().differences(&after);
        if !differences.is_empty() {
            let lines = differences.join("\n");
            return Err(format!("- the model, + the other\n{lines}\n{story}"));
        }
        let it = Move {
            event: &event,
            result: &result,
            before: &before,
            after: &after,
        };
        watch
            .look(it)
            .map_err(|words| format!("{words}\n{story}"))?;
        before = after;
    }
    Ok(story)
}

/// Which amount did not fit depends on the order in which they are added up.
fn same(one: &Refused, other: &Refused) -> bool {
    one == other
        || matches!(
            (one, other),
            (Refused::AmountTooLarge(_), Refused::AmountTooLarge(_))
        )
}
