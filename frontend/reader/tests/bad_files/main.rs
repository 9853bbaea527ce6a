//! Files that cannot be read are told apart, in words, and nothing hangs.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests fail loudly")]

mod made;

use std::path::Path;
use std::time::{Duration, Instant};

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use reader::{MOST_BYTES, Unreadable, read};

use made::{Entry, pdf, zip};

/// Longest that any bad file may take here, without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

fn why(bytes: &[u8]) -> Unreadable {
    let begun = Instant::now();
    let refused = read(bytes).expect_err("this cannot be read");
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert!(refused.words().ends_with('.'));
    refused
}

/// A page with this content and what else it needs.
fn page(content: &[u8], filter: &str, more: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
          /Resources << /XObject << /Im0 5 0 R >> /Font << /F1 6 0 R >> >> >>"
            .to_vec(),
        made::stream(filter, content),
    ];
    objects.extend(more.iter().map(|object| object.to_vec()));
    objects
}

fn picture() -> Vec<u8> {
    made::stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray \
         /BitsPerComponent 8",
        b"\x7f",
    )
}

const FONT: &[u8] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

#[test]
fn a_pdf_of_twenty_megabytes_is_too_large() {
    let content = vec![b' '; 20_000_000];
    let file = pdf(&page(&content, "", &[&picture(), FONT]), "");
    assert!(file.len() > MOST_BYTES);
    assert_eq!(why(&file), Unreadable::TooLarge);
    assert!(Unreadable::TooLarge.words().contains("10 MB"));
}

#[test]
fn an_encrypted_pdf_asks_for_one_without_a_password() {
    let key = "<5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f>";
    let trailer = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O {key} /U {key} >> \
         /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    );
    let file = pdf(&page(b"BT ET", "", &[&picture(), FONT]), &trailer);
    assert_eq!(why(&file), Unreadable::Encrypted);
    let tables = String::from_utf8_lossy(&file).replace("startxref", "startxxxx");
    assert_eq!(why(tables.as_bytes()), Unreadable::Encrypted);
}

#[test]
fn a_zip_renamed_to_docx_is_no_word_document() {
    let entry = Entry::stored("photos/beach.jpg", b"\xff\xd8\xff\xe0 and so on");
    assert_eq!(why(&zip(&[entry])), Unreadable::NoWordDocument);
    assert_eq!(why(&zip(&[])), Unreadable::NoWordDocument);
}

#[test]
fn a_scanned_pdf_is_told_to_hold_pictures() {
    let content = b"q 595 0 0 842 0 0 cm /Im0 Do Q";
    let file = pdf(&page(content, "", &[&picture(), FONT]), "");
    assert_eq!(why(&file), Unreadable::OnlyPictures);
}

#[test]
fn a_font_that_names_no_letters_is_told() {
    let font: &[u8] = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
        /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 >>] >>";
    let content = b"BT /F1 12 Tf 50 700 Td <000100020003000400050006000700080009> Tj ET";
    let file = pdf(&page(content, "", &[&picture(), font]), "");
    assert_eq!(why(&file), Unreadable::NoLetters);
}

#[test]
fn other_documents_and_locked_ones_are_told() {
    let other = Entry::stored("content.xml", b"<office/>");
    assert_eq!(why(&zip(&[other])), Unreadable::OtherDocument);
    let mut locked = Entry::stored("word/document.xml", b"<w:document/>");
    locked.flags = 1;
    assert_eq!(why(&zip(&[locked])), Unreadable::Encrypted);
    let mut odd = Entry::stored("word/document.xml", b"<w:document/>");
    odd.method = 14;
    assert_eq!(why(&zip(&[odd])), Unreadable::Damaged);
}

#[test]
fn what_unpacks_far_too_large_is_not_unpacked() {
    let packed = compress_to_vec(&vec![b' '; 90_000_000], 1);
    let bomb = Entry::packed("word/document.xml", &packed);
    assert_eq!(why(&zip(&[bomb])), Unreadable::TooLong);

    let packed = compress_to_vec_zlib(&vec![b' '; 90_000_000], 1);
    let file = pdf(
        &page(&packed, "/Filter /FlateDecode", &[&picture(), FONT]),
        "",
    );
    assert_eq!(why(&file), Unreadable::OnlyPictures);

    let twice = compress_to_vec_zlib(&packed, 6);
    let filters = "/Filter [/FlateDecode /FlateDecode]";
    let file = pdf(&page(&twice, filters, &[&picture(), FONT]), "");
    assert_eq!(why(&file), Unreadable::OnlyPictures);
}

#[test]
fn a_drawing_that_holds_itself_ends() {
    let form = made::stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im0 5 0 R >> >>",
        b"/Im0 Do /Im0 Do /Im0 Do /Im0 Do /Im0 Do /Im0 Do /Im0 Do /Im0 Do",
    );
    let file = pdf(&page(b"/Im0 Do /Im0 Do", "", &[&form, FONT]), "");
    assert_eq!(why(&file), Unreadable::OnlyPictures);
}

#[test]
fn letters_of_old_fonts_are_read_by_their_names() {
    let font: &[u8] = b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+CMR10 /FirstChar 1 \
        /LastChar 3 /Widths [500 500 500] /Encoding << /Type /Encoding \
        /Differences [1 /fi /K 3 /adieresis] >> >>";
    let content =
        b"BT /F1 10 Tf 50 700 Td [(\x01eld wor) -20 (k with \x02ot) 30 (lin and Spring)] TJ \
        0 -12 Td (Boot, K\x03se) Tj ET";
    let file = pdf(&page(content, "", &[&picture(), font]), "");
    let resume = read(&file).unwrap();
    assert_eq!(resume.text, "field work with Kotlin and Spring\nBoot, Käse");
    assert_eq!(resume.pages, Some(1));
}

/// Every resume, cut off and with bytes changed: whatever comes of it, it comes.
#[test]
fn damaged_files_never_break_the_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resumes");
    let mut tried = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let wanted = ["pdf", "docx"].map(std::ffi::OsStr::new);
        if !path
            .extension()
            .is_some_and(|ending| wanted.contains(&ending))
        {
            continue;
        }
        let whole = std::fs::read(&path).unwrap();
        for part in 1..8 {
            let cut = whole.get(..whole.len() * part / 8).unwrap();
            let begun = Instant::now();
            let _ = read(cut);
            assert!(begun.elapsed() < PATIENCE, "{} cut", path.display());
        }
        let mut seed = u32::try_from(whole.len()).unwrap();
        for _ in 0..12 {
            let mut changed = whole.clone();
            for _ in 0..20 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = usize::try_from(seed >> 8).unwrap() % changed.len();
                changed[at] = seed.to_le_bytes()[3];
            }
            let begun = Instant::now();
            let _ = read(&changed);
            assert!(begun.elapsed() < PATIENCE, "{} changed", path.display());
        }
        tried += 1;
    }
    assert!(tried >= 20, "only {tried} files");
}
