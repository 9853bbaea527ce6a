//! The postings that labels speak of, as the requests that the extractor reads.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use extract::ndjson::{ExtractFormat, ExtractId, ExtractRequest};
use serde_json::Value;

/// Postings by their identifier.
pub(crate) type Requests = HashMap<String, ExtractRequest>;

/// Whatever makes reading the data impossible.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// The identifier of a label or a posting as text.
pub(crate) fn key(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn gz(path: &Path) -> Result<Value, Failure> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "gz") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The comments of the hiring threads.
pub(crate) fn read_hn(folder: &Path) -> Result<Requests, Failure> {
    let mut requests = HashMap::new();
    for path in files(folder)? {
        let whole = gz(&path)?;
        for list in ["comments", "jobs"] {
            for item in whole[list].as_array().into_iter().flatten() {
                let Some(text) = item["text"].as_str() else {
                    continue;
                };
                let id = key(&item["id"]);
                let request = ExtractRequest {
                    id: ExtractId::Text(id.clone()),
                    format: ExtractFormat::Hn,
                    title: None,
                    company: None,
                    location: None,
                    body: text.to_owned(),
                };
                requests.insert(id, request);
            }
        }
    }
    Ok(requests)
}

/// The postings of the Ashby boards; the file's name is the company's key.
pub(crate) fn read_ashby(folder: &Path) -> Result<Requests, Failure> {
    let mut requests = HashMap::new();
    for path in files(folder)? {
        let whole = gz(&path)?;
        let company = path
            .file_name()
            .and_then(|n| n.to_str())
            .map(|n| n.trim_end_matches(".json.gz").to_owned());
        for item in whole["jobs"].as_array().into_iter().flatten() {
            let Some(body) = item["descriptionHtml"].as_str() else {
                continue;
            };
            let id = key(&item["id"]);
            let request = ExtractRequest {
                id: ExtractId::Text(id.clone()),
                format: ExtractFormat::Html,
                title: item["title"].as_str().map(str::to_owned),
                company: company.clone(),
                location: item["location"].as_str().map(str::to_owned),
                body: body.to_owned(),
            };
            requests.insert(id, request);
        }
    }
    Ok(requests)
}

/// Single postings of other boards: `arbeitnow/SLUG`, `ashby/ID`,
/// `greenhouse/ID`, `recruitee/ID`, and titles without a body as
/// `greenhouse-daily/ID`.
pub(crate) fn read_boards(data: &Path) -> Result<Requests, Failure> {
    let answers = data.join("ats");
    let mut requests = HashMap::new();
    let mut add = |id: String, fields: [&Value; 3], body: String| {
        let [title, company, location] = fields.map(|f| f.as_str().map(str::to_owned));
        let request = ExtractRequest {
            id: ExtractId::Text(id.clone()),
            format: ExtractFormat::Html,
            title,
            company,
            location,
            body,
        };
        requests.insert(id, request);
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let file = |name: &str| -> Result<Value, Failure> {
        let text = std::fs::read_to_string(answers.join(name))?;
        Ok(serde_json::from_str(&text)?)
    };
    let each = |whole: &Value, list: &str| whole[list].as_array().cloned().unwrap_or_default();
    for item in each(&file("arbeitnow.json")?, "data") {
        let fields = [&item["title"], &item["company_name"], &item["location"]];
        let id = format!("arbeitnow/{}", key(&item["slug"]));
        add(id, fields, unescaped(&text(&item["description"])));
    }
    for item in each(&file("ashby.json")?, "jobs") {
        let fields = [&item["title"], &Value::from("ramp"), &item["location"]];
        let id = format!("ashby/{}", key(&item["id"]));
        add(id, fields, text(&item["descriptionHtml"]));
    }
    for item in each(&file("greenhouse-content.json")?, "jobs") {
        let location = &item["location"]["name"];
        let fields = [&item["title"], &item["company_name"], location];
        let id = format!("greenhouse/{}", key(&item["id"]));
        add(id, fields, unescaped(&text(&item["content"])));
    }
    for item in each(&file("recruitee.json")?, "offers") {
        let fields = [&item["title"], &item["company_name"], &item["location"]];
        let id = format!("recruitee/{}", key(&item["id"]));
        let body = text(&item["description"]) + &text(&item["requirements"]);
        add(id, fields, body);
    }
    let day = gz(&data.join("greenhouse-daily/2026-01-05.json.gz"))?;
    for item in day.as_array().into_iter().flatten() {
        let fields = [&item["title"], &item["company"], &item["location"]];
        let id = format!("greenhouse-daily/{}", key(&item["id"]));
        add(id, fields, String::new());
    }
    Ok(requests)
}

/// The markup of a body that its source escaped once more.
fn unescaped(body: &str) -> String {
    if body.trim_start().starts_with("&lt;") {
        body.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    } else {
        body.to_owned()
    }
}
