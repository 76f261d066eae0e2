//! What accounts did, and have before them.

use answerable_client::index::*;
use answerable_e2e::synthetic::Synthetic;

pub async fn calendar_and_income(index: &Index) {
    let surety = Address(Synthetic::person("surety", 0));
    let mut seen = Vec::new();
    for limit in [3, 200] {
        let mut filter = CalendarFilter {
            limit: Some(limit),
            ..CalendarFilter::default()
        };
        let mut items = Vec::new();
        loop {
            let page = index.calendar(surety, &filter).await.unwrap();
            items.extend(page.items);
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        seen.push(items);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].is_sorted_by_key(|it| it.time));
    let releases = seen[0].iter().filter(|it| it.kind == Due::Release).count();
    let mine = Some(surety);
    let pledges = all!(
        index.pledges(PledgeFilter {
            surety: mine,
            released: Some(false)
        }),
        200
    );
    let own = pledges.iter().filter(|it| it.place > 0).count();
    let batches = all!(
        index.batch_pledges(BatchPledgeFilter {
            surety: mine,
            released: Some(false)
        }),
        200
    );
    assert_eq!(releases, own + batches.len());
    let row = index.account(surety).await.unwrap();
    assert_eq!(row.pledges, releases as u64);
    let answers = seen[0].iter().filter(|it| it.kind == Due::Answer).count();
    assert_eq!(row.open_calls, answers as u64);

    for points in [1, 5, 200] {
        let filter = SeriesFilter {
            points: Some(points),
            ..SeriesFilter::default()
        };
        let income = index.income(surety, &filter).await.unwrap();
        assert!(income.points.len() <= points as usize);
        let sums = income.points.iter().fold([0; 3], |sums, it| {
            [
                sums[0] + it.premiums.0,
                sums[1] + it.paid.0,
                sums[2] + it.penalties.0,
            ]
        });
        assert_eq!(sums, [row.income.0, row.paid.0, row.penalties.0]);
        let series = index.series(&filter).await.unwrap();
        assert!(series.points.len() <= points as usize);
        let overview = index.overview().await.unwrap();
        let deposited: u128 = series.points.iter().map(|it| it.deposited.0).sum();
        assert_eq!(deposited, overview.deposited.0);
        let last = series.points.last().unwrap();
        assert_eq!((last.steps, last.cover), (overview.steps, overview.cover));
    }
}
