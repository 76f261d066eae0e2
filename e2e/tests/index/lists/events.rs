//! Events, and what a text can name.

use answerable_client::index::*;
use answerable_e2e::synthetic::Synthetic;

pub async fn events(index: &Index) {
    let all = all!(index.events(EventFilter {}), 199);
    assert!(all.windows(2).all(|two| two[0].number == two[1].number + 1));
    assert!(all
        .iter()
        .all(|it| !it.sentence.is_empty() && !it.name.is_empty()));
    let trace = all
        .iter()
        .find(|it| it.name == "Reported")
        .and_then(|it| it.trace);
    finds!(
        index.events(EventFilter { trace: trace }),
        all,
        |it: &&EventRow| it.trace == trace
    );
    finds!(
        index.events(EventFilter { fault: Some(3) }),
        all,
        |it: &&EventRow| it.fault == Some(3)
    );
    finds!(
        index.events(EventFilter {
            name: Some("Paid".into())
        }),
        all,
        |it: &&EventRow| it.name == "Paid"
    );
    let paid = all.iter().find(|it| it.name == "Paid").unwrap();
    let surety: Option<Address> = serde_json::from_value(paid.fields["surety"].clone()).unwrap();
    let named = |it: &EventRow| {
        let fields = it.fields.as_object().unwrap();
        let mut fields = fields.values();
        fields.any(|value| value.as_str() == surety.map(|it| it.to_string()).as_deref())
    };
    finds!(
        index.events(EventFilter { account: surety }),
        all,
        |it: &&EventRow| named(it)
    );
    finds!(
        index.events(EventFilter {
            account: surety,
            name: Some("Paid".into())
        }),
        all,
        |it: &&EventRow| named(it) && it.name == "Paid"
    );

    let told = index.told_of(trace.unwrap()).await.unwrap();
    assert_eq!(
        told.len(),
        all.iter().filter(|it| it.trace == trace).count()
    );
    let mut after = 0;
    let mut read = Vec::new();
    loop {
        let blocks = index.blocks_after(after, 50).await.unwrap();
        let Some(last) = blocks.last() else { break };
        after = last.block;
        read.extend(blocks.into_iter().flat_map(|block| block.events));
    }
    read.reverse();
    assert_eq!(read, all);

    let account = surety.unwrap().to_string();
    let found = index
        .search(&account.to_uppercase().replace("0X", "0x"))
        .await
        .unwrap();
    assert_eq!(
        found,
        [FoundRow {
            kind: Thing::Account,
            id: account
        }]
    );
    let id = trace.unwrap().to_string();
    for text in [id.as_str(), &id[..12]] {
        let found = index.search(text).await.unwrap();
        assert_eq!(
            found,
            [FoundRow {
                kind: Thing::Trace,
                id: id.clone()
            }]
        );
    }
    let kinds: Vec<Thing> = index
        .search("2")
        .await
        .unwrap()
        .iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(
        kinds,
        [Thing::Fault, Thing::Batch, Thing::Offer, Thing::Mandate]
    );
    let model = Hash(Synthetic::model(0)).to_string();
    let found = index.search(&model).await.unwrap();
    assert_eq!(
        found,
        [FoundRow {
            kind: Thing::Commitment,
            id: model
        }]
    );
    for nothing in ["", "0x", "who", "0x00", "99999999"] {
        assert!(index.search(nothing).await.unwrap().is_empty());
    }
}
