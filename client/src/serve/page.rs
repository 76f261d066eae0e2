//! The page: what was built into this program, or a folder while one works on it.

use super::failure::Failure;
use crate::keccak_256;
use axum::{
    body::Body,
    http::{header, HeaderMap, HeaderValue, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

static BUILT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Files whose names change with what is in them.
const HASHED: &str = "assets/";

const MISSING: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>answerable explorer</title>
<h1>The page is not built</h1>
<p>This program was built without it. Run <code>npm ci</code> and <code>npm run build</code> in the folder
<code>app</code>, build the program again, and start it anew.
<p>Everything that the page would show is there: <a href=\"/api/openapi.json\">the interface</a>,
<a href=\"/api/status\">where the index stands</a>, <a href=\"/api/overview\">an overview</a>.
</html>
";

pub enum Page {
    Built(HashMap<&'static str, Built>),
    Folder(PathBuf),
}

pub struct Built {
    content: &'static [u8],
    tag: String,
}

impl Page {
    /// From a folder, or what was built into the program.
    pub fn new(folder: Option<PathBuf>) -> Self {
        if let Some(folder) = folder {
            return Self::Folder(folder);
        }
        let files = BUILT.iter().map(|(name, content)| {
            let tag = tag(content);
            (*name, Built { content, tag })
        });
        Self::Built(files.collect())
    }

    /// The file at an address. An address without an extension is one of the page's own.
    pub async fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return wrong_method().into_response();
        }
        let path = uri.path().trim_start_matches('/');
        if path == "api" || path.starts_with("api/") {
            return Failure::not_found(
                "there is nothing at this address; /api/openapi.json lists what there is",
            )
            .into_response();
        }
        let asked = if path.is_empty() { "index.html" } else { path };
        let is_file = asked.rsplit('/').next().is_some_and(|it| it.contains('.'));
        if let Some(file) = self.file(asked, headers).await {
            return file;
        }
        if is_file && asked != "index.html" {
            return Failure::not_found("there is no such file").into_response();
        }
        let index = self.file("index.html", headers).await;
        index.unwrap_or_else(|| content("index.html", Body::from(MISSING), "no-cache"))
    }

    async fn file(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        match self {
            Self::Built(files) => {
                let file = files.get(path)?;
                if asks_for_another(headers, &file.tag) {
                    let caching = caching(path);
                    let mut response = content(path, Body::from(file.content), caching);
                    tag_with(&mut response, &file.tag);
                    return Some(response);
                }
                let mut response = StatusCode::NOT_MODIFIED.into_response();
                tag_with(&mut response, &file.tag);
                Some(response)
            }
            Self::Folder(folder) => {
                let within = Path::new(path);
                let plain = within
                    .components()
                    .all(|it| matches!(it, Component::Normal(_)));
                let read = plain.then(|| tokio::fs::read(folder.join(within)))?;
                let read = read.await.ok()?;
                Some(content(path, Body::from(read), "no-cache"))
            }
        }
    }
}

pub fn wrong_method() -> Failure {
    Failure::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this address is not asked so; /api/openapi.json lists how it is",
    )
}

fn asks_for_another(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known
        .and_then(|known| known.to_str().ok())
        .unwrap_or_default();
    !known
        .split(',')
        .any(|it| it.trim().trim_start_matches("W/") == tag)
}

fn tag_with(response: &mut Response, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

fn tag(content: &[u8]) -> String {
    let hash = const_hex::encode(keccak_256(content));
    format!("\"{}\"", hash.get(..32).unwrap_or_default())
}

fn caching(path: &str) -> &'static str {
    match path.starts_with(HASHED) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    }
}

fn content(path: &str, body: Body, caching: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind_of(path)),
        (header::CACHE_CONTROL, caching),
    ];
    (headers, body).into_response()
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
