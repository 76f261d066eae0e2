use super::{agree, World};
use answerable_model::{
    beginning, compare, every_fault_closes, everything_comes_free, history_in, hostile_events,
    release_takes_nothing, strangers_cannot_hurt, stretched_by_strangers, Act, Broken, Entry,
    Intent, Model, Story, System, CONTRACT,
};

/// Reads a history out of any bytes, plays it on the model and on the rules side by side, and asks for
/// every property. Gives back the story, and tells it where something is wrong.
pub fn tried(bytes: &[u8]) -> Result<Story, Broken> {
    let history = history_in(bytes);
    let (mut model, mut world) = (beginning(CONTRACT), World::beginning(CONTRACT));
    let story = compare(&mut model, &mut world, &history)?;
    // What comes last in the history serves once more, as what strangers do after it.
    let (_, hostile) = history.split_at(history.len() / 2);
    agree(&model, &world)
        .and_then(|()| the_last_release_takes_nothing(&story))
        .and_then(|()| no_harm(&model, &world, bytes.len(), hostile))
        .and_then(|()| every_fault_closes(&mut world.fork(), model.clock))
        .and_then(|_| everything_comes_free(&mut world.fork(), model.clock))
        .map_err(|words| format!("{words}\n{story}"))?;
    Ok(story)
}

/// Asked of the last one only: of all of them it would take longer than all the rest.
fn the_last_release_takes_nothing(story: &Story) -> Result<(), Broken> {
    let released = story.entries.iter().rposition(|entry| {
        let release = matches!(
            entry.event.act,
            Act::Release { .. } | Act::ReleaseBatch { .. }
        );
        release && entry.result.is_ok()
    });
    let Some(last) = released else { return Ok(()) };
    let mut world = World::beginning(CONTRACT);
    for entry in &story.entries[..last] {
        let event = &entry.event;
        let _ = world.act(event.now, event.caller, event.value, &event.act);
    }
    release_takes_nothing(&world, &story.entries[last].event)
}

/// Whatever strangers do, one of the last traces is answered for as before.
pub fn no_harm(
    model: &Model,
    world: &World,
    which: usize,
    hostile: &[Intent],
) -> Result<(), Broken> {
    let seen = world.snapshot();
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
    strangers_cannot_hurt(world, trace, &events, by).map_err(|words| {
        let mut played = model.clone();
        let told = events.into_iter().map(|event| {
            let result = played.act(event.now, event.caller, event.value, &event.act);
            Entry { event, result }.to_string()
        });
        let told: Vec<_> = told.collect();
        format!("{words}\nstrangers:\n{}\nafter:", told.join("\n"))
    })
}
