//! Reads files and prints their text with the skills found in brackets, as the
//! page would mark them:
//!
//! ```sh
//! cargo run -p reader --example read -- resume.pdf
//! ```

#![expect(clippy::print_stdout, reason = "it prints what it was asked for")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in std::env::args_os().skip(1) {
        let path = std::path::PathBuf::from(path);
        println!("== {}", path.display());
        let read = std::fs::read(&path).map_err(|error| error.to_string());
        let read = read.and_then(|bytes| reader::read(&bytes).map_err(|why| why.to_string()));
        match read {
            Ok(resume) => println!("{}", marked(&resume.text)),
            Err(why) => {
                println!("{why}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn marked(text: &str) -> String {
    let found = reader::find(text);
    let mut edges: Vec<(usize, char)> = found
        .iter()
        .flat_map(|found| &found.places)
        .flat_map(|place| [(place.start, '['), (place.end, ']')])
        .collect();
    edges.sort_unstable();
    let (mut marked, mut at) = (String::with_capacity(text.len()), 0);
    for (edge, sign) in edges {
        marked.push_str(text.get(at..edge).unwrap_or_default());
        marked.push(sign);
        at = edge;
    }
    marked.push_str(text.get(at..).unwrap_or_default());
    marked
}
