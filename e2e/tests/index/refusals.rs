//! What an index does not take.

use crate::{
    kills::{are_the_same, in_one_go},
    Place,
};
use answerable_client::{
    events::Page,
    index::{Index, IndexError, Subject, Traces},
    H160, H256,
};
use answerable_e2e::synthetic::Synthetic;
use sqlx::{AnyConnection, Connection, Executor};

/// The first blocks of the made-up history.
fn blocks(count: usize) -> (Vec<Page>, Traces) {
    let mut history = Synthetic::new(7);
    let mut traces = Traces::new();
    let pages = (0..count).map(|_| {
        let (page, said) = history.next_block();
        traces.extend(said);
        page
    });
    (pages.collect(), traces)
}

pub async fn another_chain_contract_or_beginning_is_refused(place: Place) {
    let url = place.url(0);
    let subject = Synthetic::subject();
    let index = in_one_go(&url, 3, 1).await;
    let others = [
        (
            Subject {
                genesis: H256::repeat_byte(8),
                ..subject
            },
            "of the chain with genesis 0x07",
        ),
        (
            Subject {
                contract: H160::repeat_byte(1),
                ..subject
            },
            "of the contract 0xc0c0",
        ),
        (
            Subject {
                since: 2,
                ..subject
            },
            "begins at block 1, not at 2",
        ),
    ];
    for (other, words) in others {
        let refusal = Index::open(&url, other).await.unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
        assert!(refusal.contains("another place"), "{refusal}");
    }
    let again = Index::open(&url, subject).await.unwrap();
    are_the_same(&index, &again).await;
}

/// Somebody else, who speaks SQL.
async fn tells(place: &Place, number: usize, sql: &'static str) {
    sqlx::any::install_default_drivers();
    let url = match place.url(number) {
        url if url.starts_with("postgres") => url,
        path => {
            let path = path.replace('%', "%25").replace('?', "%3F");
            format!("sqlite://{}", path.replace('#', "%23"))
        }
    };
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

pub async fn a_newer_schema_is_refused(place: Place) {
    let index = in_one_go(&place.url(0), 3, 1).await;
    tells(
        &place,
        0,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         SELECT 9, 'later', success, checksum, 0 FROM _sqlx_migrations",
    )
    .await;
    let refused = Index::open(&place.url(0), Synthetic::subject()).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused, IndexError::NewerSchema { found: 9, known: 1 }),
        "{refused}"
    );
    assert!(refused.to_string().contains("use a newer program"));
    assert_eq!(index.next_block().await.unwrap(), 4);
}

pub async fn blocks_are_taken_in_once_and_in_order(place: Place) {
    let (pages, traces) = blocks(6);
    let index = in_one_go(&place.url(0), 3, 1).await;
    for (given, found) in [(&pages[2..], 3), (&pages[4..], 5), (&pages[..1], 1)] {
        let refused = index.apply(given, &traces).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::OutOfOrder { found: it, next: 4 } if it == found),
            "{refused}"
        );
    }
    // Also in the middle of a transaction, of which nothing stays then.
    let gap = [pages[3].clone(), pages[5].clone()];
    index.apply(&gap, &traces).await.unwrap_err();
    assert_eq!(index.next_block().await.unwrap(), 4);
    index.apply(&pages[3..], &traces).await.unwrap();
    are_the_same(&index, &in_one_go(&place.url(1), 6, 1).await).await;
}

pub async fn a_second_writer_is_noticed(place: Place) {
    let (pages, traces) = blocks(4);
    let one = in_one_go(&place.url(0), 3, 1).await;
    let other = Index::open(&place.url(0), Synthetic::subject()).await;
    let other = other.unwrap();
    let (first, second) = tokio::join!(
        one.apply(&pages[3..], &traces),
        other.apply(&pages[3..], &traces)
    );
    let refused = match (first, second) {
        (Ok(()), Err(refused)) | (Err(refused), Ok(())) => refused,
        both => panic!("one of them writes: {both:?}"),
    };
    assert!(
        matches!(
            refused,
            IndexError::AnotherWriter | IndexError::OutOfOrder { found: 4, next: 5 }
        ),
        "{refused}"
    );
    are_the_same(&one, &in_one_go(&place.url(1), 4, 1).await).await;
}

pub async fn what_was_never_heard_of_is_refused_and_changes_nothing(place: Place) {
    let (mut pages, traces) = blocks(3);
    // Neither what the traces say is known, nor the terms, where reading began too late.
    let index = in_one_go(&place.url(0), 2, 1).await;
    let refused = index.apply(&pages[2..], &Traces::new()).await.unwrap_err();
    assert!(
        matches!(refused, IndexError::Unheard { block: 3, .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("first block"), "{refused}");
    are_the_same(&index, &in_one_go(&place.url(1), 2, 1).await).await;

    let late = Index::open(&place.url(2), Synthetic::subject()).await;
    let late = late.unwrap();
    pages[2].block.number = 1;
    let refused = late.apply(&pages[2..], &traces).await.unwrap_err();
    assert!(
        matches!(refused, IndexError::Unheard { block: 1, .. }),
        "{refused}"
    );
}

pub async fn what_is_no_database_is_refused(place: Place) {
    std::fs::write(place.file(0), "a letter to a friend ".repeat(500)).unwrap();
    let folder = place.file(1);
    std::fs::create_dir(&folder).unwrap();
    let unreachable = "postgres://nobody@127.0.0.1:1/nothing";
    for url in [&place.url(0), &place.url(1), unreachable] {
        let refused = Index::open(url, Synthetic::subject()).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::NotOpened { .. }),
            "{url}: {refused}"
        );
    }
}
