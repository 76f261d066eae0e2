//! What lists find.

/// All items of a list, read in pages of this length.
macro_rules! all {
    ($index:ident.$list:ident($filter:ident { $($field:ident: $value:expr),* $(,)? }), $limit:expr) => {{
        let mut filter = $filter { $($field: $value,)* limit: Some($limit), ..$filter::default() };
        let mut items = Vec::new();
        loop {
            let page = $index.$list(&filter).await.unwrap();
            assert!(page.items.len() <= $limit as usize);
            items.extend(page.items);
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break items,
            }
        }
    }};
}

/// The items that a filter finds are those of all that fulfil it, in the same order, however long the pages are.
macro_rules! finds {
    ($index:ident.$list:ident($filter:ident $fields:tt), $all:ident, $fits:expr) => {{
        let fits = $fits;
        let expected: Vec<_> = $all.iter().filter(|it| fits(it)).cloned().collect();
        assert!(!expected.is_empty(), "nothing fits {}", stringify!($filter $fields));
        assert!(expected.len() < $all.len(), "everything fits {}", stringify!($filter $fields));
        for limit in [7, 200] {
            let found = all!($index.$list($filter $fields), limit);
            assert_eq!(found, expected, "{}", stringify!($filter $fields));
        }
    }};
}

mod accounts;
mod events;
mod faults;
mod promises;
mod traces;

use crate::{kills::in_one_go, Place};
use answerable_client::index::Address;
use answerable_e2e::synthetic::Synthetic;

const BLOCKS: u64 = 30_000 / 15;

fn person(sort: &str, number: u64) -> Option<Address> {
    Some(Address(Synthetic::person(sort, number)))
}

pub async fn every_filter_finds_what_it_should_on_pages_of_any_length(place: Place) {
    let index = in_one_go(&place.url(0), BLOCKS, 20).await;
    traces::traces(&index).await;
    traces::open_steps(&index).await;
    promises::promises(&index).await;
    faults::faults(&index).await;
    events::events(&index).await;
    accounts::calendar_and_income(&index).await;
}
