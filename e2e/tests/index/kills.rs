//! Readers that are killed.

use crate::{
    child::{self, Source},
    Place,
};
use answerable_client::index::{Index, Traces};
use answerable_e2e::synthetic::{Chance, Synthetic};
use std::time::Duration;

/// About as many events as an hour of a busy instance has, and far more than are ever read between two kills.
const BLOCKS: u64 = 1_200;

/// The made-up history, taken in by this process in so many transactions.
pub async fn in_one_go(url: &str, blocks: u64, transactions: u64) -> Index {
    let index = Index::open(url, Synthetic::subject()).await.unwrap();
    index.begin(&Synthetic::office()).await.unwrap();
    let mut history = Synthetic::new(7);
    let (mut pages, mut traces) = (Vec::new(), Traces::new());
    for number in 1..=blocks {
        let (page, said) = history.next_block();
        pages.push(page);
        traces.extend(said);
        if number % blocks.div_ceil(transactions) == 0 || number == blocks {
            index.apply(&pages, &traces).await.unwrap();
            pages.clear();
        }
    }
    index
}

/// Row by row, with the first row that differs.
pub async fn are_the_same(one: &Index, other: &Index) {
    let (one, other) = (one.dump().await.unwrap(), other.dump().await.unwrap());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

pub async fn a_reader_killed_again_and_again_leaves_out_and_repeats_nothing(place: Place) {
    let (url, source) = (place.url(0), Source::Blocks(BLOCKS));
    let mut chance = Chance(11);
    let (mut kills, mut seen) = (0, Vec::new());
    loop {
        let mut child = child::start(&url, &source);
        let patience = Duration::from_millis(20 + chance.below(400));
        tokio::time::sleep(patience).await;
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{:?}", child.wait_with_output());
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let index = Index::open(&url, Synthetic::subject()).await.unwrap();
        seen.push(index.next_block().await.unwrap());
        // Who only has half of the time gets there, too.
        if kills > 200 {
            panic!("it never gets there: {seen:?}");
        }
    }
    seen.dedup();
    assert!(seen.len() > 4, "it was killed at too few places: {seen:?}");
    let killed = Index::open(&url, Synthetic::subject()).await.unwrap();
    let whole = in_one_go(&place.url(1), BLOCKS, 1).await;
    are_the_same(&killed, &whole).await;
}

pub async fn the_same_rows_come_of_one_transaction_and_of_many(place: Place) {
    const BLOCKS: u64 = 300;
    let one = in_one_go(&place.url(0), BLOCKS, 1).await;
    let many = in_one_go(&place.url(1), BLOCKS, BLOCKS).await;
    are_the_same(&one, &many).await;
    // Whichever database it is.
    let file = place.file(2).display().to_string();
    let other = in_one_go(&file, BLOCKS, 7).await;
    are_the_same(&one, &other).await;
}
