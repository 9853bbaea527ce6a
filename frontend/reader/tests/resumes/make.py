"""Makes the resumes in files of their own formats from `sources/`.

    pip install typst reportlab python-docx fpdf2
    python make.py

The resumes in plain text and Markdown are written by hand. All persons,
companies and numbers are invented.
"""

import json
import re
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def read(path):
    """A source as (layout, size of text, blocks of the main part, blocks of the side)."""
    head, body = path.read_text().split("---\n", 2)[1:]
    layout = re.search(r"layout: (\S+)", head).group(1)
    size = re.search(r"size: (\d+)", head)
    parts = {"main": [], "side": []}
    part, paragraph = "main", []

    def end_paragraph():
        if paragraph:
            parts[part].append(("text", " ".join(paragraph)))
            paragraph.clear()

    for line in body.splitlines():
        line = line.strip()
        kind = next(
            (
                name
                for start, name in (
                    ("# ", "name"), ("> ", "contact"), ("## ", "heading"),
                    ("### ", "role"), ("- ", "item"),
                )
                if line.startswith(start)
            ),
            None,
        )
        if line.startswith(":::"):
            end_paragraph()
            part = "side" if "side" in line else "main"
        elif kind:
            end_paragraph()
            parts[part].append((kind, line.split(" ", 1)[1]))
        elif not line:
            end_paragraph()
        elif part == "side" or line.startswith("**"):
            end_paragraph()
            parts[part].append(("text", line))
        else:
            paragraph.append(line)
    end_paragraph()
    return layout, int(size.group(1)) if size else 10, parts["main"], parts["side"]


def bold(text):
    """Splits `**Label:** rest` into (label, rest)."""
    found = re.match(r"\*\*(.+?)\*\*\s*(.*)", text)
    return (found.group(1), found.group(2)) if found else ("", text)


def role(text):
    title, _, when = text.partition(" | ")
    return title, when


# Typst: fonts as subsets, text as numbers of glyphs.

def typst_text(text):
    return f"#text({json.dumps(text, ensure_ascii=False)})"


def typst_blocks(blocks):
    out = []
    for kind, text in blocks:
        if kind == "name":
            out.append(f"#block(text(size: 20pt, weight: \"bold\")[{typst_text(text)}])")
        elif kind == "contact":
            out.append(f"#block(text(size: 9pt, fill: luma(80))[{typst_text(text)}])")
        elif kind == "heading":
            out.append(f"#block(above: 14pt, below: 6pt, text(size: 12pt, weight: \"bold\")[{typst_text(text)}])")
        elif kind == "role":
            title, when = role(text)
            out.append(f"#block(above: 9pt)[*{typst_text(title)}* #h(1fr) {typst_text(when)}]")
        elif kind == "item":
            out.append(f"#list([{typst_text(text)}])")
        else:
            label, rest = bold(text)
            label = f"*{typst_text(label)}* " if label else ""
            out.append(f"#block[{label}{typst_text(rest)}]")
    return "\n".join(out)


def typst_pdf(target, size, main, side):
    import typst

    head = (
        f'#set page(paper: "a4", margin: 2cm)\n#set text(size: {size}pt)\n'
        "#set par(leading: 0.6em)\n"
    )
    if side:
        top = [block for block in main if block[0] in ("name", "contact")]
        rest = [block for block in main if block[0] not in ("name", "contact")]
        body = (
            f"{typst_blocks(top)}\n#grid(columns: (5cm, 1fr), gutter: 8mm,\n"
            f"[{typst_blocks(side)}],\n[{typst_blocks(rest)}])"
        )
    else:
        body = typst_blocks(main)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "resume.typ"
        source.write_text(head + body)
        typst.compile(str(source), output=str(target))


# ReportLab: the fonts that every reader has, without widths.

def reportlab_pdf(target, size, main, side):
    from xml.sax.saxutils import escape
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate

    sheet = getSampleStyleSheet()
    small = ParagraphStyle("small", parent=sheet["Normal"], fontName="Times-Roman", leading=13)
    story = []
    for kind, text in main + side:
        text = escape(text)
        if kind == "name":
            story.append(Paragraph(text, sheet["Title"]))
        elif kind == "heading":
            story.append(Paragraph(text, sheet["Heading2"]))
        elif kind == "role":
            title, when = role(text)
            story.append(Paragraph(f"<b>{title}</b>, <i>{when}</i>", sheet["Normal"]))
        elif kind == "item":
            item = ListItem(Paragraph(text, small), bulletText="•", leftIndent=14)
            story.append(ListFlowable([item], bulletType="bullet", start="•"))
        else:
            label, rest = bold(text)
            label = f"<b>{label}</b> " if label else ""
            story.append(Paragraph(label + rest, small))
    SimpleDocTemplate(str(target), pagesize=A4, invariant=1).build(story)


# ReportLab, drawn row by row across two columns, as some programs do.

def reportlab_rows(target, size, main, side):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    def lines(blocks, width):
        rows = []
        for kind, text in blocks:
            font, size = ("Helvetica-Bold", 11) if kind in ("heading", "role") else ("Helvetica", 9)
            label, rest = bold(text)
            text = f"{label} {rest}".strip() if label else text.replace(" | ", ", ")
            text = "• " + text if kind == "item" else text
            if kind == "heading":
                rows.append(("", font, size))
            rows += [(line, font, size) for line in simpleSplit(text, font, size, width)]
        return rows

    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    top = [text for kind, text in main if kind in ("name", "contact")]
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(50, 785, top[0])
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 768, top[1])
    rest = [block for block in main if block[0] not in ("name", "contact")]
    left, right = lines(side, 150), lines(rest, 310)
    for row in range(max(len(left), len(right))):
        y = 740 - 13.5 * row
        for x, column in ((50, left), (230, right)):
            if row < len(column) and column[row][0]:
                text, font, size = column[row]
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
    canvas.save()


# fpdf: core fonts, one-byte text.

def fpdf_pdf(target, size, main, side):
    import datetime
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_creation_date(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc))
    pdf.add_page()
    for kind, text in main + side:
        label, rest = bold(text)
        text = f"{label} {rest}".strip() if label else text
        style, size = {"name": ("B", 20), "heading": ("B", 13), "role": ("B", 10)}.get(kind, ("", 10))
        if kind == "heading":
            pdf.ln(3)
        pdf.set_font("Helvetica", style, size)
        text = f"- {text}" if kind == "item" else text
        pdf.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(target))


# Word: paragraphs and lists, or a table with the side in its first cell.

def docx_add(container, blocks):
    for kind, text in blocks:
        if kind == "name":
            container.add_paragraph(text, style="Title")
        elif kind == "heading":
            container.add_paragraph(text, style="Heading 1")
        elif kind == "role":
            title, when = role(text)
            paragraph = container.add_paragraph()
            paragraph.add_run(title).bold = True
            paragraph.add_run(f"\t{when}")
        elif kind == "item":
            container.add_paragraph(text, style="List Bullet")
        else:
            label, rest = bold(text)
            paragraph = container.add_paragraph()
            if label:
                paragraph.add_run(f"{label} ").bold = True
            # Word cuts text into runs wherever somebody has edited it.
            middle = len(rest) // 2
            paragraph.add_run(rest[:middle])
            paragraph.add_run(rest[middle:])


def docx_file(target, size, main, side):
    import docx

    document = docx.Document()
    if side:
        docx_add(document, [block for block in main if block[0] in ("name", "contact")])
        table = document.add_table(rows=1, cols=2)
        docx_add(table.cell(0, 0), side)
        docx_add(table.cell(0, 1), [b for b in main if b[0] not in ("name", "contact")])
    else:
        docx_add(document, main)
    document.save(str(target))


LAYOUTS = {
    "typst": (typst_pdf, "pdf"),
    "typst-sidebar": (typst_pdf, "pdf"),
    "reportlab": (reportlab_pdf, "pdf"),
    "reportlab-rows": (reportlab_rows, "pdf"),
    "fpdf": (fpdf_pdf, "pdf"),
    "docx": (docx_file, "docx"),
    "docx-table": (docx_file, "docx"),
}

for source in sorted((HERE / "sources").glob("*.md")):
    layout, size, main, side = read(source)
    make, ending = LAYOUTS[layout]
    make(HERE / f"{source.stem}.{ending}", size, main, side)
