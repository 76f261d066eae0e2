//! What strangers write.

use crate::{kills::in_one_go, Place};
use answerable_client::{
    alloy_sol_types::{private::U256, SolEvent},
    events::{read, Page, Told},
    index::*,
    interface::IAnswerable::Reported,
    Log, H256,
};
use answerable_e2e::synthetic::Synthetic;

/// Anybody may write anything into a fault's address of evidence.
pub async fn what_strangers_wrote_stays_text(place: Place) {
    let index = in_one_go(&place.url(0), 2, 1).await;
    let trace = index.traces(&TraceFilter::default()).await.unwrap().items[0].clone();
    let hostile = [
        "'; DROP TABLE faults; --".to_owned(),
        "<script>alert(1)</script>".into(),
        "\u{202e}right to left, and a \0 in it".into(),
        "$1 ? %s {} \\".into(),
        "ÿ".repeat(128),
    ];
    let reporter = Synthetic::person("nobody", 1);
    let mut pages = Vec::new();
    for (number, uri) in (1..).zip(&hostile) {
        let reported = Reported {
            fault: number,
            trace: trace.id.0 .0.into(),
            reporter: reporter.0.into(),
            step: 1,
            beneficiary: trace.requester.0 .0.into(),
            recourse: false,
            loss: U256::from(u128::MAX),
            deposit: U256::ZERO,
            evidence: [7; 32].into(),
            uri: uri.clone(),
        };
        let encoded = reported.encode_log_data();
        let log = Log {
            contract: index.subject().contract,
            topics: encoded.topics().iter().map(|it| H256(it.0)).collect(),
            data: encoded.data.to_vec(),
        };
        let event = read(&log).unwrap();
        let block = answerable_client::Block {
            number: number + 2,
            hash: H256::from_low_u64_be(number),
            time_ms: 1_767_300_000_000,
        };
        pages.push(Page {
            block,
            told: vec![Told { event, log }],
        });
    }
    index.apply(&pages, &Traces::new()).await.unwrap();
    let faults = index.faults(&FaultFilter::default()).await.unwrap().items;
    assert_eq!(faults.len(), hostile.len());
    for (fault, uri) in faults.iter().rev().zip(&hostile) {
        assert_eq!(fault.uri, uri.replace('\0', "\u{fffd}"));
    }
    // Also where a filter or a page is asked for.
    for text in &hostile {
        let filter = EventFilter {
            name: Some(text.clone()),
            ..EventFilter::default()
        };
        assert!(index.events(&filter).await.unwrap().items.is_empty());
        let filter = EventFilter {
            after: Some(text.clone()),
            ..EventFilter::default()
        };
        let refused = index.events(&filter).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::NoSuchPage { .. }),
            "{refused}"
        );
        let filter = OpenFilter {
            after: Some(text.clone()),
            ..OpenFilter::default()
        };
        let refused = index.open_steps(&filter).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::NoSuchPage { .. }),
            "{refused}"
        );
        assert!(index.search(text).await.unwrap().is_empty());
    }
}
