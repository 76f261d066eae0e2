//! Disks that are full.

use crate::{
    child::{self, Source},
    kills::{are_the_same, in_one_go},
    Place,
};
use answerable_client::index::Index;
use answerable_e2e::synthetic::Synthetic;
use std::process::Command;

const BLOCKS: u64 = 300;

/// No file of the child may grow larger than so many kilobytes, and it is not killed for trying.
fn within(kilobytes: u64, child: &Command) -> Command {
    let mut command = Command::new("sh");
    let words = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\"", kilobytes * 2);
    command.arg("-c").arg(words).arg(child.get_program());
    for (name, value) in child.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command
}

pub async fn a_full_disk_is_said_and_loses_nothing(place: Place) {
    let (url, source) = (place.url(0), Source::Blocks(BLOCKS));
    let child = child::command(&url, &source);
    let mut reached = Vec::new();
    for kilobytes in [700, 900] {
        let output = within(kilobytes, &child).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("could not be written"), "{said}");
        assert!(said.contains("make room"), "{said}");
        let index = Index::open(&url, Synthetic::subject()).await.unwrap();
        reached.push(index.next_block().await.unwrap());
    }
    assert!(reached[0] > 1 && reached[1] > reached[0], "{reached:?}");

    // With room it goes on where it was.
    let output = child::command(&url, &source).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let filled = Index::open(&url, Synthetic::subject()).await.unwrap();
    let whole = in_one_go(&place.url(1), BLOCKS, 1).await;
    are_the_same(&filled, &whole).await;
}
