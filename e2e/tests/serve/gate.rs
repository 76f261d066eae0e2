//! Pages of other sites can neither read nor act here.

use crate::scene::{Explorer, Scene};
use answerable_e2e::ask::ask;

const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

fn by_host(explorer: &Explorer, host: &str) -> u16 {
    let answer = ask(
        &explorer.address,
        "GET",
        "/api/status",
        &[("host", host)],
        "",
    );
    answer.status
}

#[test]
fn only_names_that_are_known_are_answered() {
    let scene = Scene::new();
    let explorer = scene.serves("--host-name faults.example.org");
    let port = explorer.address.rsplit(':').next().unwrap();
    for host in [
        explorer.address.clone(),
        format!("localhost:{port}"),
        "faults.example.org".into(),
    ] {
        assert_eq!(by_host(&explorer, &host), 200, "{host}");
    }
    for host in [
        "evil.example",
        "192.168.1.7",
        "faults.example.org.evil.example",
    ] {
        assert_eq!(by_host(&explorer, host), 421, "{host}");
    }
}

#[test]
fn only_pages_of_ours_act_and_only_in_json() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let deposit = r#"{ "message": "deposit", "attach": "1000000000000000000", "dev": "bob" }"#;
    let json = ("content-type", "application/json");
    let own = format!("http://{}", explorer.address);
    let submit = |headers: &[(&str, &str)]| {
        ask(
            &explorer.address,
            "POST",
            "/api/acts/submit",
            headers,
            deposit,
        )
    };
    for origin in ["https://evil.example", "http://localhost:1", "null"] {
        let answer = submit(&[json, ("origin", origin)]);
        assert!(answer.fails(403).contains("may not act here"));
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let answer = submit(&[("content-type", kind), ("origin", &own)]);
        assert!(answer.fails(415).contains("only JSON"));
    }
    submit(&[("origin", &own)]).fails(415);
    let account = scene.terminal.tells("show account bob");
    assert_eq!(account["free"], "0", "none of these did anything");
    assert_eq!(submit(&[json, ("origin", &own)]).status, 200);
    let account = scene.terminal.tells("show account bob");
    assert_eq!(account["free"], "1000000000000000000");

    // No answer lets another site read it, and none may become something else than it says.
    let asked = [("origin", "https://evil.example")];
    for path in ["/", "/api/status", "/api/nothing", "/health", "/metrics"] {
        let answer = ask(&explorer.address, "GET", path, &asked, "");
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("content-security-policy"), Some(POLICY));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    }
    let preflight = [
        ("origin", "https://evil.example"),
        ("access-control-request-method", "POST"),
    ];
    let answer = ask(
        &explorer.address,
        "OPTIONS",
        "/api/acts/submit",
        &preflight,
        "",
    );
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.status, 403);
}

#[test]
fn what_is_too_much_or_nowhere_is_refused_in_json() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let json = [("content-type", "application/json")];
    let much = format!("{{ \"message\": \"{}\" }}", "x".repeat(300_000));
    let answer = ask(&explorer.address, "POST", "/api/acts/preview", &json, &much);
    assert!(answer.fails(413).contains("send less"));
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/traces/1/2/3",
        "/api/../etc/passwd",
    ] {
        explorer.get(path).fails(404);
    }
    for (method, path) in [
        ("POST", "/api/status"),
        ("DELETE", "/api/traces"),
        ("GET", "/api/acts/submit"),
        ("PUT", "/"),
    ] {
        ask(&explorer.address, method, path, &json, "").fails(405);
    }
    let answer = ask(&explorer.address, "POST", "/api/acts/preview", &json, "{");
    assert!(answer.fails(400).contains("the JSON is not understood"));
}

#[test]
fn the_page_has_its_addresses_and_its_files_and_nothing_besides() {
    // given
    let scene = Scene::new();
    scene.terminal.write("secret.txt", "secret");
    let page = scene.terminal.folder().join("page");
    std::fs::create_dir_all(page.join("assets")).unwrap();
    scene
        .terminal
        .write("page/index.html", "<!doctype html>the page");
    scene
        .terminal
        .write("page/assets/page.js", "console.log(1)");
    let explorer = scene.serves("--page page");

    // then
    let kinds = [
        ("/", "text/html; charset=utf-8", "<!doctype html>the page"),
        (
            "/index.html",
            "text/html; charset=utf-8",
            "<!doctype html>the page",
        ),
        (
            "/trace/0x12",
            "text/html; charset=utf-8",
            "<!doctype html>the page",
        ),
        (
            "/governance?order=deadline",
            "text/html; charset=utf-8",
            "<!doctype html>the page",
        ),
        (
            "/assets/page.js",
            "text/javascript; charset=utf-8",
            "console.log(1)",
        ),
    ];
    for (path, kind, text) in kinds {
        let answer = explorer.get(path);
        assert_eq!((answer.status, answer.text.as_str()), (200, text), "{path}");
        assert_eq!(answer.header("content-type"), Some(kind));
    }
    for path in [
        "/assets/other.js",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/assets/../../secret.txt",
    ] {
        let answer = explorer.get(path);
        assert!(
            !answer.text.contains("secret\n") && answer.text != "secret",
            "{path}"
        );
        assert_ne!(answer.status, 500);
    }

    // and what is built into the program is there, or says how to build it
    let explorer = scene.serves("");
    let page = explorer.get("/");
    assert_eq!(page.status, 200);
    let index = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/dist/index.html");
    match std::fs::read_to_string(index) {
        Ok(built) => {
            assert_eq!(page.text, built);
            let tag = page.header("etag").unwrap();
            let known = [("if-none-match", tag)];
            let again = ask(&explorer.address, "GET", "/", &known, "");
            assert_eq!((again.status, again.text.as_str()), (304, ""));
        }
        Err(_) => assert!(page.text.contains("npm run build"), "{}", page.text),
    }
}
