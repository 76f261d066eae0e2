//! `show`, `who-answers` and `uncovered`.

use super::*;
use answerable_client::{interface::IAnswerable::*, json};
use answerable_e2e::journey::Person;

fn who(person: &Person) -> String {
    format!("{:?}", person.h160())
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_what_the_chain_says() {
    let it = &story::tell("node").await;
    let terminal = &Onlooker::of(&it.stage);
    a_trace_is_drawn(it, terminal);
    records_are_shown(it, terminal).await;
    scripts_learn_who_answers(it, terminal);
    what_is_not_there_is_refused(it, terminal);
}

fn a_trace_is_drawn(it: &Told, terminal: &Onlooker) {
    let tree = terminal.says(&format!("show trace {}", it.trace));
    for said in [
        format!("trace {}", it.trace),
        format!("asked by {}", who(&it.asker)),
        format!("1 model by {}, who attested it", who(&it.recorder)),
        format!("{} answers with what is left, 1.4 of 2 tokens", who(&it.first)),
        format!("{} answers with 0.5 tokens", who(&it.idle)),
        format!(
            "{} contested, conceding 0.2 tokens, and lost: it paid 1 token, and a penalty of 0.08 tokens; its deposit of \
             0.1 tokens went to the harmed party",
            who(&it.second)
        ),
        format!(
            "{} stayed silent, and was slashed by 25%: it paid 0.6 tokens, and a penalty of 0.15 tokens",
            who(&it.third)
        ),
        format!("{} owned up and paid 0.3 tokens", who(&it.fourth)),
        "nobody answered for 0.7 tokens".into(),
        format!("{} stepped forward and paid 0.7 tokens", who(&it.volunteer)),
        "nobody promised to answer for this step".into(),
        "0.25 tokens stayed unpaid, for good".into(),
        format!(
            "fault {}, made good: {} turned upstream for 0.6 tokens of what it paid for step 3",
            it.recourse,
            who(&it.third)
        ),
        format!("{} owned up and paid 0.6 tokens", who(&it.first)),
    ] {
        assert!(tree.contains(&said), "{said}\nis missing in\n{tree}");
    }
    let steering = |letter: char| letter != '\n' && (letter.is_control() || letter == '\u{202e}');
    assert!(
        !tree.contains(steering),
        "no colours in a pipe, and no evidence that steers: {tree:?}"
    );

    let printed = terminal.says(&format!("show trace {} --svg -", it.trace));
    let written = terminal.run(&format!("show trace {} --svg trace.svg", it.trace));
    assert!(written.status.success());
    let file = terminal.terminal.folder().join("trace.svg");
    let file = std::fs::read_to_string(file).expect("it is drawn");
    assert!(printed.starts_with("<svg ") && printed.ends_with("</svg>\n"));
    assert!(!printed.contains("<script"), "{printed}");
    assert!(printed.contains("&lt;/text&gt;&lt;script&gt;"), "{printed}");
    assert_eq!(
        printed.matches("<text ").count(),
        file.matches("<text ").count()
    );
}

/// Everything that is shown in JSON is the contract's own record.
async fn records_are_shown(it: &Told, terminal: &Onlooker) {
    macro_rules! shows {
        ($words:expr, $view:expr, $kind:ty) => {
            let record = it.stage.sees(&$view).await;
            let shown = terminal.tells(&format!("show {}", $words));
            assert_eq!(shown, json::returned::<$kind>(&record), "{}", $words);
        };
    }
    let trace = it.trace;
    shows!(format!("trace {trace}"), traceCall { trace }, traceCall);
    shows!(
        format!("step {trace} 2"),
        stepCall { trace, step: 2 },
        stepCall
    );
    shows!(
        format!("fault {}", it.owned),
        faultCall { fault: it.owned },
        faultCall
    );
    shows!("totals", totalsCall {}, totalsCall);
    shows!("office", officeCall {}, officeCall);

    let shown = terminal.tells(&format!("show account {}", who(&it.second)));
    let owner = it.second.address();
    let record = it.stage.sees(&accountCall { owner }).await;
    let record = json::returned::<accountCall>(&record);
    for (name, value) in record.as_object().expect("a record has fields") {
        assert_eq!(&shown[name], value, "{name}");
    }
    let wallet = it.stage.wallet(&it.second).await * it.stage.ratio();
    assert_eq!(shown["balance"], wallet.to_string());

    let said = terminal.says(&format!("show account {}", who(&it.second)));
    assert!(said.contains("lost         1      1 token"), "{said}");
    let said = terminal.says("show account --from alice");
    assert!(
        said.contains("0x9621dde636de098b43efb0fa9b61facfe328f99d"),
        "{said}"
    );
    let said = terminal.says(&format!("show step {trace} 4"));
    assert!(said.contains("kind        data"), "{said}");
    assert!(said.contains("Nobody answers for this step."), "{said}");
    let said = terminal.says(&format!("show fault {}", it.contested));
    assert!(
        said.contains("made good") && said.contains("It is closed."),
        "{said}"
    );
    let said = terminal.says("show totals");
    let totals = it.stage.sees(&totalsCall {}).await;
    assert!(
        said.contains(&format!("faults         {}", totals.faults)),
        "{said}"
    );
    let said = terminal.says("show office");
    assert!(said.contains(&who(&it.stage.governance)), "{said}");
}

fn scripts_learn_who_answers(it: &Told, terminal: &Onlooker) {
    let trace = it.trace;
    let layers = terminal.tells(&format!("who-answers {trace} 1"));
    let layers = layers[0]["layers"].as_array().expect("a list");
    assert_eq!(layers.len(), 2);
    assert_eq!(layers[0]["surety"], who(&it.first));
    assert_eq!(layers[0]["left"], "1400000000000000000");
    let said = terminal.says(&format!("who-answers {trace}"));
    assert!(said.contains(&who(&it.idle)), "{said}");
    assert!(said.contains("Nobody answers for step 5."), "{said}");

    let output = terminal.run(&format!("uncovered {trace}"));
    assert_eq!(output.status.code(), Some(5));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("step 2: all that was promised for it was paid"),
        "{said}"
    );
    assert!(said.contains("step 5: nobody answers for it"), "{said}");
    assert!(!said.contains("step 1:"), "{said}");
    assert!(said.contains("too late to pledge"), "{said}");
    let output = terminal.run(&format!("uncovered {trace} --json"));
    assert_eq!(output.status.code(), Some(5));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(told["uncovered"], serde_json::json!([2, 3, 4, 5]));
    assert_eq!(told["cover"][0], "1900000000000000000");
}

fn what_is_not_there_is_refused(it: &Told, terminal: &Onlooker) {
    let unknown = format!("0x{}", "ab".repeat(32));
    for words in [
        format!("show trace {unknown}"),
        format!("show trace {unknown} --svg unknown.svg"),
        format!("show trace {unknown} --json"),
        format!("show step {unknown} 1"),
        format!("who-answers {unknown}"),
        format!("uncovered {unknown}"),
        format!("export {unknown}"),
    ] {
        let (code, said) = terminal.fails(&words);
        assert_eq!(code, 3, "{words}: {said}");
        assert!(said.contains(&unknown), "{words}: {said}");
        assert_eq!(said.lines().count(), 1, "{words}: {said}");
    }
    assert!(!terminal.terminal.folder().join("unknown.svg").exists());
    for words in ["fault 99", "mandate 99", "batch 99", "offer 99"] {
        let (code, said) = terminal.fails(&format!("show {words}"));
        assert_eq!(code, 3, "{words}: {said}");
        assert!(said.contains("99"), "{words}: {said}");
    }
    let (code, said) = terminal.fails(&format!("show step {} 6", it.trace));
    assert_eq!(code, 3, "{said}");
}
