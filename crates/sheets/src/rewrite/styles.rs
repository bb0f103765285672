//! Adds the formats of the result to `styles.xml`; the formats that are there keep their numbers.

use quick_xml::events::{BytesStart, Event};

use crate::SheetError;
use crate::rewrite::Level;
use crate::xml::{Xml, attributes, copy};

/// Numbers of the cell formats that were added.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResultStyles {
    first: u32,
}

impl ResultStyles {
    /// Format of the two header cells.
    pub fn header(self) -> u32 {
        self.first
    }

    /// Format of the cells of a row.
    pub fn of(self, level: Level) -> u32 {
        self.first
            + match level {
                Level::Accepted => 1,
                Level::Warned => 2,
                Level::Rejected => 3,
            }
    }
}

/// Grey for the header; green, amber and red as Excel uses them for good, neutral and bad.
const COLOURS: [&str; 4] = ["FFD9D9D9", "FFC6EFCE", "FFFFEB9C", "FFFFC7CE"];

/// The new `styles.xml`, or `None` where the part lacks what a format must refer to.
pub(super) fn add(part: &str, bytes: &[u8]) -> Result<Option<(Vec<u8>, ResultStyles)>, SheetError> {
    let Some((fills, formats)) = count(part, bytes)? else { return Ok(None) };
    let mut out = Vec::with_capacity(bytes.len() + 2_048);
    let mut xml = Xml::new(part, bytes);
    loop {
        match xml.next()? {
            Event::Eof => break,
            Event::Start(e) => match e.local_name().into_inner() {
                "fills" => start_with_count(&mut out, &e, fills + 4),
                "cellXfs" => start_with_count(&mut out, &e, formats + 4),
                _ => copy(&Event::Start(e), &mut out)?,
            },
            Event::End(e) => {
                let prefix = prefix(&e);
                match e.local_name().into_inner() {
                    "fills" => add_fills(&mut out, prefix),
                    "cellXfs" => add_formats(&mut out, prefix, fills),
                    _ => {}
                }
                copy(&Event::End(e), &mut out)?;
            }
            event => copy(&event, &mut out)?,
        }
    }
    Ok(Some((out, ResultStyles { first: formats })))
}

/// `x:` of `x:fills`.
fn prefix(name: &str) -> &str {
    name.find(':').map_or("", |at| &name[..=at])
}

/// Numbers of fills and of cell formats.
fn count(part: &str, bytes: &[u8]) -> Result<Option<(u32, u32)>, SheetError> {
    let mut xml = Xml::new(part, bytes);
    let (mut fills, mut formats, mut fonts, mut borders) = (None, None, 0, 0);
    let mut inside = String::new();
    loop {
        match xml.next()? {
            Event::Eof => break,
            Event::Start(e) | Event::Empty(e) => match (inside.as_str(), e.local_name().into_inner()) {
                ("", name @ ("fills" | "cellXfs" | "fonts" | "borders")) => {
                    inside = name.to_owned();
                    match name {
                        "fills" => fills = Some(0),
                        "cellXfs" => formats = Some(0),
                        _ => {}
                    }
                }
                ("fills", "fill") => fills = fills.map(|n: u32| n + 1),
                ("cellXfs", "xf") => formats = formats.map(|n: u32| n + 1),
                ("fonts", "font") => fonts += 1,
                ("borders", "border") => borders += 1,
                _ => {}
            },
            Event::End(e) if e.local_name().into_inner() == inside => inside.clear(),
            _ => {}
        }
    }
    let complete = fonts > 0 && borders > 0;
    Ok(fills.zip(formats).filter(|(fills, formats)| complete && *fills > 0 && *formats > 0))
}

fn start_with_count(out: &mut Vec<u8>, start: &BytesStart<'_>, count: u32) {
    out.extend_from_slice(format!("<{}", start.name().into_inner()).as_bytes());
    attributes(start, |name, value| {
        if name != "count" {
            out.extend_from_slice(format!(" {name}=\"{value}\"").as_bytes());
        }
    });
    out.extend_from_slice(format!(" count=\"{count}\">").as_bytes());
}

fn add_fills(out: &mut Vec<u8>, p: &str) {
    for colour in COLOURS {
        let fill = format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/>\
             <{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
        );
        out.extend_from_slice(fill.as_bytes());
    }
}

/// Number format 49 is text: nothing typed over a reason later turns into a date.
fn add_formats(out: &mut Vec<u8>, p: &str, first_fill: u32) {
    for n in 0..4 {
        let format = format!(
            "<{p}xf numFmtId=\"49\" fontId=\"0\" fillId=\"{}\" borderId=\"0\" applyNumberFormat=\"1\" \
             applyFill=\"1\" applyAlignment=\"1\"><{p}alignment vertical=\"center\" wrapText=\"1\"/></{p}xf>",
            first_fill + n
        );
        out.extend_from_slice(format.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsx::styles::DateStyles;

    const STYLES: &str = "<styleSheet xmlns=\"x\"><fonts count=\"1\"><font/></fonts>\
        <fills count=\"9\"><fill><patternFill patternType=\"none\"/></fill><fill/></fills><borders><border/></borders>\
        <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>\
        <dxfs><dxf><fill/></dxf></dxfs></styleSheet>";

    #[test]
    fn formats_are_appended() {
        let (bytes, styles) = add("styles", STYLES.as_bytes()).unwrap().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!((styles.header(), styles.of(Level::Rejected)), (2, 5));
        assert!(text.contains("<fills count=\"6\">") && text.contains("<cellXfs count=\"6\">"), "{text}");
        assert!(text.contains("fillId=\"2\"") && text.contains("fillId=\"5\""));
        assert!(text.ends_with("<dxfs><dxf><fill/></dxf></dxfs></styleSheet>"));
        assert!(DateStyles::parse("styles", &bytes).unwrap().is_date(1));
    }

    #[test]
    fn without_fills_nothing_can_be_added() {
        assert!(add("styles", b"<styleSheet><cellXfs/></styleSheet>").unwrap().is_none());
    }
}
