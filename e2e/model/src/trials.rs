//! Histories on anything that speaks the protocol, asked for its properties.

use crate::{
    beginning, hostile_events, release_takes_nothing, resolve, strangers_cannot_hurt,
    stretched_by_strangers, Act, Broken, Entry, History, Intent, Model, Move, Story, System, Watch,
    CONTRACT,
};

/// Plays a history on a system from its beginning, under watch. The model goes along only to say what there is to
/// do.
pub fn watched<S: System>(mut system: S, history: &History) -> Result<(Model, S, Story), Broken> {
    let mut model = beginning(CONTRACT);
    let (mut watch, mut story) = (Watch::default(), Story::default());
    let mut before = system.snapshot();
    for intent in history {
        let event = resolve(intent, &model);
        let _ = model.act(event.now, event.caller, event.value, &event.act);
        let earlier = system.fork();
        let result = system.act(event.now, event.caller, event.value, &event.act);
        let after = system.snapshot();
        story.entries.push(Entry {
            event: event.clone(),
            result,
        });
        story.traces = model.traces_in_order().to_vec();
        let it = Move {
            event: &event,
            result: &result,
            before: &before,
            after: &after,
        };
        let mut held = watch.look(it);
        if held.is_ok() && result.is_ok() {
            held = release_takes_nothing(&earlier, &event);
        }
        held.map_err(|words| format!("{words}\n{story}"))?;
        before = after;
    }
    Ok((model, system, story))
}

/// Asked of the last one only: of all of them it would take longer than all the rest. `system` is at the beginning
/// of the story.
pub fn the_last_release_takes_nothing<S: System>(
    mut system: S,
    story: &Story,
) -> Result<(), Broken> {
    let released = |entry: &Entry| {
        let release = matches!(
            entry.event.act,
            Act::Release { .. } | Act::ReleaseBatch { .. }
        );
        release && entry.result.is_ok()
    };
    let Some(last) = story.entries.iter().rposition(released) else {
        return Ok(());
    };
    for Entry { event, result } in &story.entries[..last] {
        let again = system.act(event.now, event.caller, event.value, &event.act);
        if again.is_ok() != result.is_ok() {
            return Err(format!("{event:?} was {result:?}, and is {again:?} again"));
        }
    }
    release_takes_nothing(&system, &story.entries[last].event)
}

/// Whatever strangers do, one of the last traces is answered for as before.
pub fn no_harm<S: System>(
    model: &Model,
    system: &S,
    which: usize,
    hostile: &[Intent],
) -> Result<(), Broken> {
    let seen = system.snapshot();
    let newest_first = model.traces_in_order().iter().rev().copied();
    let newest: Vec<_> = newest_first
        .filter(|trace| seen.traces.contains_key(trace))
        .filter(|trace| !stretched_by_strangers(&seen, *trace))
        .take(4)
        .collect();
    if newest.is_empty() {
        return Ok(());
    }
    let trace = newest[which % newest.len()];
    let (events, by) = hostile_events(model, trace, hostile);
    strangers_cannot_hurt(system, trace, &events, by).map_err(|words| {
        let mut played = model.clone();
        let told = events.into_iter().map(|event| {
            let result = played.act(event.now, event.caller, event.value, &event.act);
            Entry { event, result }.to_string()
        });
        let told: Vec<_> = told.collect();
        format!("{words}\nstrangers:\n{}\nafter:", told.join("\n"))
    })
}
