use super::{agree, World};
use answerable_model::{
    beginning, compare, every_fault_closes, everything_comes_free, history_in, no_harm,
    the_last_release_takes_nothing, Broken, Story, System, CONTRACT,
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
        .and_then(|()| the_last_release_takes_nothing(World::beginning(CONTRACT), &story))
        .and_then(|()| no_harm(&model, &world, bytes.len(), hostile))
        .and_then(|()| every_fault_closes(&mut world.fork(), model.clock))
        .and_then(|_| everything_comes_free(&mut world.fork(), model.clock))
        .map_err(|words| format!("{words}\n{story}"))?;
    Ok(story)
}
