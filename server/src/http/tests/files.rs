//! The files of the built client.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use super::{Reply, World};

/// A site with one hashed file, in a folder that is there: the disk says of a path
/// in one that is not that there is no such file, however long it is.
struct Files {
    world: World,
    _folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pkg = folder.path().join("pkg");
        std::fs::create_dir(&pkg).unwrap();
        std::fs::write(pkg.join("backboard.0a1b2c.js"), "export {};").unwrap();
        let site_dir = folder.path().to_owned();
        let world = World::configured(|http| http.site_dir = site_dir, async |_, _| {});
        Self {
            world,
            _folder: folder,
        }
    }

    fn ask(&self, method: Method, path: &str, header: (&str, &str)) -> Reply {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header.0, header.1);
        self.world.ask(request.body(Body::empty()).unwrap())
    }
}

#[test]
fn paths_that_no_file_can_have_are_not_found() {
    let files = Files::new();
    let long = "a".repeat(300);
    let compressed = "a".repeat(254);
    let deep = "/a".repeat(2_500);
    for path in [
        format!("/{long}"),
        format!("/pkg/{long}"),
        format!("/{compressed}"),
        format!("/pkg/{compressed}"),
        format!("/icons/{long}/x.png"),
        deep.clone(),
        format!("/pkg{deep}"),
        "/%00".to_owned(),
        "/pkg/%00".to_owned(),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let reply = files.ask(method, &path, ("accept-encoding", "br, gzip"));
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(reply.headers["cache-control"], "no-cache", "{path}");
        }
    }
}

#[test]
fn a_hashed_file_that_is_still_the_same_stays_for_ever() {
    let files = Files::new();
    let path = "/pkg/backboard.0a1b2c.js";
    let first = files.ask(Method::GET, path, ("accept", "*/*"));
    assert_eq!(first.status, StatusCode::OK);
    let lasting = &first.headers["cache-control"];
    assert_eq!(lasting, "public, max-age=31536000, immutable");
    let modified = first.headers["last-modified"].to_str().unwrap();
    let again = files.ask(Method::GET, path, ("if-modified-since", modified));
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(&again.headers["cache-control"], lasting);
}
