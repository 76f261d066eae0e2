//! Who may ask, and what every answer says of itself.
//!
//! A page of another site may make its reader's browser ask us, too. It must not read our answers, and not act: so
//! requests must name us as their host (against names that are pointed here later), acts must come from a page of ours,
//! as JSON, and no answer permits other sites to read it.

use super::{failure::Failure, Shared};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{header, HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long an answer may take. Acts wait for a final block.
const PATIENCE: Duration = Duration::from_secs(30);
const PATIENCE_WITH_ACTS: Duration = Duration::from_secs(180);

const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/// Refuses what does not come from a page of ours or from a program, ends what takes too long, and counts.
pub async fn pass(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let mut response = match admitted(&shared.hosts, request.method(), request.headers()) {
        Ok(()) => answer(request, next).await,
        Err(failure) => failure.into_response(),
    };
    say(
        response.headers_mut(),
        header::CONTENT_SECURITY_POLICY,
        POLICY,
    );
    say(
        response.headers_mut(),
        header::X_CONTENT_TYPE_OPTIONS,
        "nosniff",
    );
    say(
        response.headers_mut(),
        header::REFERRER_POLICY,
        "no-referrer",
    );
    // An answer is of the moment, unless it says that it is not.
    say(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    shared
        .metrics
        .answered(&route, response.status().as_u16(), began.elapsed());
    response
}

fn say(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

async fn answer(request: Request, next: Next) -> Response {
    let patience = match *request.method() {
        Method::POST => PATIENCE_WITH_ACTS,
        _ => PATIENCE,
    };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::new(
            StatusCode::GATEWAY_TIMEOUT,
            format!(
                "there was no answer within {} seconds; look at /health, and ask again",
                patience.as_secs()
            ),
        )
        .into_response(),
    }
}

fn admitted(hosts: &[String], method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .ok_or_else(|| Failure::misunderstood("the request names no host"))?;
    if !is_ours(hosts, host) {
        return Err(Failure::new(
            StatusCode::MISDIRECTED_REQUEST,
            format!("this is not {host:?}; where it is to be reached by that name, start it with --host-name"),
        ));
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    if authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host)) {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::FORBIDDEN,
        format!("a page of {origin:?} may not act here; use the page at this address"),
    ))
}

/// Whether a `Host` is this machine itself, or a name that was given.
fn is_ours(hosts: &[String], host: &str) -> bool {
    let name = name_of(host);
    let loopback = name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    loopback
        || name.eq_ignore_ascii_case("localhost")
        || hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A host without its port, and without the brackets of version 6.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, host: &str, origin: Option<&str>) -> Option<StatusCode> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        let hosts = ["faults.example.org".to_owned()];
        admitted(&hosts, &method, &headers)
            .err()
            .map(|failure| failure.status)
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in [
            "127.0.0.1:8080",
            "127.1.2.3",
            "localhost",
            "LOCALHOST:1",
            "[::1]:8080",
            "faults.example.org",
            "Faults.Example.Org:443",
        ] {
            assert_eq!(asked(Method::GET, host, None), None, "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "[::2]",
            "",
        ] {
            let status = asked(Method::GET, host, None);
            assert_eq!(status, Some(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
    }

    #[test]
    fn only_our_own_pages_act() {
        let post = |origin| asked(Method::POST, "127.0.0.1:8080", origin);
        assert_eq!(post(None), None);
        assert_eq!(post(Some("http://127.0.0.1:8080")), None);
        assert_eq!(
            asked(
                Method::POST,
                "faults.example.org",
                Some("https://faults.example.org")
            ),
            None
        );
        for origin in [
            "http://127.0.0.1:8081",
            "http://localhost:8080",
            "https://evil.example",
            "null",
            "",
        ] {
            assert_eq!(post(Some(origin)), Some(StatusCode::FORBIDDEN), "{origin}");
        }
        let read = asked(Method::GET, "localhost", Some("https://evil.example"));
        assert_eq!(read, None, "reading is for the browser to refuse");
    }
}
