//! Writes the roadmap as an SVG picture, to look at while editing the data:
//! `cargo run -p roadmap --example picture > roadmap.svg`

use std::io::Write;

use roadmap::{BOX_HEIGHT, BOX_WIDTH, Roadmap};

fn main() -> std::io::Result<()> {
    let roadmap = Roadmap::shipped();
    let layout = roadmap.layout();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' font-family='sans-serif'>\n\
         <style>rect {{ fill: white; stroke: #567 }} polyline {{ fill: none; stroke: #9ab }} \
         text {{ font-size: 13px; text-anchor: middle }} .head {{ font-size: 18px; font-weight: 600 }}\
         </style><rect width='100%' height='100%' style='fill: #fafafa; stroke: none'/>",
        layout.width, layout.height
    )?;
    for band in &layout.levels {
        writeln!(
            out,
            "<rect x='0' y='{}' width='{}' height='{}' style='fill: #eef3f7; stroke: none'/>",
            band.y, layout.width, band.height
        )?;
    }
    for edge in &layout.edges {
        let corners: Vec<String> = edge
            .points
            .iter()
            .map(|p| format!("{},{}", p.x, p.y))
            .collect();
        writeln!(out, "<polyline points='{}'/>", corners.join(" "))?;
    }
    for (head, track) in layout.tracks.iter().zip(roadmap.tracks()) {
        let middle = head.x + head.width / 2;
        writeln!(
            out,
            "<text class='head' x='{middle}' y='34'>{}</text>",
            track.title
        )?;
    }
    for node in &layout.boxes {
        let (x, y) = (node.corner.x, node.corner.y);
        writeln!(
            out,
            "<rect x='{x}' y='{y}' width='{BOX_WIDTH}' height='{BOX_HEIGHT}' rx='6'/>"
        )?;
        let mut baseline = y + BOX_HEIGHT / 2 + 5;
        baseline -= 8 * u32::try_from(node.lines.len())
            .unwrap_or(1)
            .saturating_sub(1);
        for line in &node.lines {
            let line = line.replace('&', "&amp;");
            writeln!(
                out,
                "<text x='{}' y='{baseline}'>{line}</text>",
                x + BOX_WIDTH / 2
            )?;
            baseline += 16;
        }
    }
    writeln!(out, "</svg>")
}
